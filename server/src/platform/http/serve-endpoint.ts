import {
  API_VERSIONS,
  type Door,
  doorPrefixes,
  type Endpoint,
  FIELDS_PARAMETER,
  type ProblemCode,
  pickFields,
  readFields,
  rowFieldsOf,
  VERSION_HEADER,
  versionFor,
} from '@roundsman/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

import type { Database } from '../database/work.ts';
import { atPriority, type Priority } from '../overload/index.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import type { Seal } from '../seal/index.ts';
import { queryDecoder } from './decode-query.ts';
import { describeIssues } from './describe-issues.ts';
import type { BytesAnswer, EndpointHandler, EndpointRequest } from './endpoint-request.ts';
import { entityTag } from './entity-tag.ts';
import { unsupportedMediaType } from './error-to-problem.ts';
import type { Http } from './open-http.ts';
import type { Gate, Principal } from './principal.ts';
import { ration } from './ration.ts';
import { type Input, isStream, mediaType, RequestAtDoor } from './request-at-door.ts';
import { noteCaller } from './request-caller.ts';
import { findUnstorableText } from './unstorable-text.ts';

const defaultBodyBytes = 1_048_576;
const keyShape = /^[\x21-\x7e]{8,128}$/;

/** A door: where it stands, who guards it, and what units of work it opens. */
export interface DoorOptions<P extends Principal> {
  readonly door: Door;
  readonly gate: Gate<P>;
  readonly database: Database;
  /** Of answers that hold secrets, while they are kept for who asks again. */
  readonly seal: Seal;
}

export interface OpenDoor<P extends Principal> {
  serve<E extends Endpoint>(endpoint: E, handler: EndpointHandler<E, P>): void;
}

export function openDoor<P extends Principal>(http: Http, options: DoorOptions<P>): OpenDoor<P> {
  return {
    serve(endpoint, handler) {
      if (endpoint.door !== options.door)
        throw new TypeError(`${endpoint.id} does not stand at the door ${options.door}`);
      serveEndpoint(http, options, endpoint, handler);
    },
  };
}

/** Registers one endpoint of the contract: reads, checks, asks the gate, calls the handler, answers. */
export function serveEndpoint<E extends Endpoint, P extends Principal>(
  http: Http,
  door: DoorOptions<P>,
  endpoint: E,
  handler: EndpointHandler<E, P>,
): void {
  const { app } = http;
  const decoder = queryDecoder(endpoint.query);
  const bodyLimit = endpoint.bodyLimitBytes ?? defaultBodyBytes;
  const priority = priorityOf(endpoint);
  const status = endpoint.status ?? (endpoint.answer || endpoint.answerKind ? 200 : 204);

  app.route({
    method: endpoint.method,
    url: `${doorPrefixes[endpoint.door]}${endpoint.path.replace(/\{(\w+)\}/g, ':$1')}`,
    bodyLimit,
    config: {
      endpoint: endpoint.id,
      door: endpoint.door,
      bodyTypes: endpoint.bodyTypes,
      isFeed: endpoint.answerKind === 'event_stream',
      workOf: endpoint.workOf,
    },
    // Before anything is read or looked up: to send somebody away must cost next to nothing.
    onRequest: async (_fastify, reply) => {
      const leave = http.overload.admit(priority);
      // A live feed stays open for hours and is bounded by itself.
      if (endpoint.answerKind === 'event_stream') leave();
      else reply.raw.once('close', leave);
    },
    handler: (fastify, reply) => atPriority(priority, () => answerAtDoor(fastify, reply)),
  });

  async function answerAtDoor(fastify: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    reply.header(VERSION_HEADER, versionOf(fastify));
    const principal = await admit(http, door, endpoint, fastify, reply);
    if (principal) noteCaller(fastify, principal);
    const input = check(endpoint, decoder, fastify, principal);
    const request = new RequestAtDoor<E, P>({
      http,
      door,
      endpoint,
      principal,
      input,
      fastify,
      reply,
      status,
      bodyLimit,
    });
    const answer = await handler(request as unknown as EndpointRequest<E, P>);
    await request.noteUnlessNoted();
    if (request.streaming) return reply;
    if (endpoint.answerKind === 'bytes') return sendBytes(reply, fastify, answer as BytesAnswer);
    if (!endpoint.answer) return reply.code(status).send();
    if (http.checkAnswers) checkAnswer(endpoint, answer);
    return sendJson(endpoint, reply, fastify, status, onlyFields(answer, input.fields));
  }
}

/** What a crew sends at its door is a command; elsewhere the contract says what is a report, and the method tells the rest. */
function priorityOf({ door, method, priority }: Endpoint): Priority {
  if (priority) return priority;
  if (door === 'operator') return method === 'GET' ? 'change' : 'command';
  return method === 'GET' ? 'read' : 'change';
}

async function admit<P extends Principal>(
  http: Http,
  door: DoorOptions<P>,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<P | null> {
  const bearer = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const params = request.params as Record<string, string | undefined>;
  const known = await door.gate.authenticate({ bearer, cookies: request.cookies, params });
  if (known === null || endpoint.access === 'anyone') {
    ration(http, reply, 'anyone', `${endpoint.door} ${request.ip}`);
  } else {
    ration(http, reply, known.kind, `${known.kind}:${known.id}`);
  }
  if (endpoint.access === 'anyone') return known;
  if (known === null) throw unauthenticated(bearer !== null);
  if (!door.gate.authorise(known, endpoint.access)) throw forbidden(endpoint);
  return known;
}

/** Path and query first (400), the body then (422): each answer names every field that is wrong. */
function check(
  endpoint: Endpoint,
  decoder: ReturnType<typeof queryDecoder>,
  request: FastifyRequest,
  principal: Principal | null,
): Input {
  const at = request.raw.url!.indexOf('?');
  const search = new URLSearchParams(at < 0 ? '' : request.raw.url!.slice(at + 1));
  const wanted = rowFieldsOf(endpoint) ? search.get(FIELDS_PARAMETER) : null;
  if (wanted !== null) search.delete(FIELDS_PARAMETER);
  const { query: given, faults } = decoder.decode(search);
  const read = wanted === null ? null : readFields(endpoint, wanted);
  if (read && 'unknown' in read) faults.push(unknownFields(read));
  const fields = read && 'fields' in read ? read.fields : null;
  const params = checkPart(endpoint.params, request.params, ['params'], faults);
  const query = checkPart(endpoint.query, given, ['query'], faults);
  const key = request.headers['idempotency-key'];
  if (key !== undefined && principal !== null && !keyShape.test(String(key))) {
    faults.push({
      field: 'Idempotency-Key',
      code: 'wrong_format',
      message: 'It is not a key.',
      remedy: '8 to 128 visible ASCII characters, for example a UUID.',
    });
  }
  if (faults.length > 0) throw invalid(400, 'invalid_request', 'The path or query is not as it should be', faults);

  const accepted = endpoint.bodyTypes ?? ['application/json'];
  const contentType = mediaType(request);
  if (endpoint.bodyTypes) {
    if (!endpoint.bodyTypes.includes(contentType ?? '')) throw unsupportedMediaType(contentType, accepted);
    return { params, query, body: undefined, fields };
  }
  if (!endpoint.body) return { params, query, body: undefined, fields };
  if (isStream(request.body)) throw unsupportedMediaType(contentType, accepted);
  const bodyFaults: FieldProblem[] = [];
  const body = checkPart(endpoint.body, request.body, [], bodyFaults);
  if (bodyFaults.length > 0) throw invalid(422, 'invalid_body', 'The body is not as it should be', bodyFaults);
  return { params, query, body, fields };
}

function checkPart(
  schema: z.ZodType | undefined,
  given: unknown,
  prefix: readonly string[],
  faults: FieldProblem[],
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (!result.success) {
    faults.push(...describeIssues(result.error.issues, prefix));
    return undefined;
  }
  const unstorable = findUnstorableText(result.data, prefix);
  faults.push(...unstorable);
  return unstorable.length === 0 ? result.data : undefined;
}

/** A list's rows with the fields asked for alone. */
function onlyFields(answer: unknown, fields: readonly string[] | null): unknown {
  if (fields === null) return answer;
  const { rows, ...rest } = answer as { readonly rows: readonly object[] };
  return { ...rest, rows: rows.map((row) => pickFields(row, fields)) };
}

function unknownFields({ unknown, known }: { unknown: readonly string[]; known: readonly string[] }): FieldProblem {
  return {
    field: `query.${FIELDS_PARAMETER}`,
    code: 'unknown_field',
    message: unknown.length > 0 ? `No row has: ${unknown.join(', ')}.` : 'Name one to forty fields.',
    remedy: `Known here: ${known.join(', ')}.`,
  };
}

/** Reads carry a tag, and are not sent again to who has them; so do the answers of writes that two may make at once. */
function sendJson(
  endpoint: Endpoint,
  reply: FastifyReply,
  request: FastifyRequest,
  status: number,
  answer: unknown,
): FastifyReply {
  const isRead = endpoint.method === 'GET';
  if (!isRead && !endpoint.conditional) return reply.code(status).send(answer);
  const tag = entityTag(answer);
  // A browser's own cache would hand out an old `serverNow` behind a 304; only who asks by tag gets one.
  reply.header('ETag', tag).header('Cache-Control', 'no-store');
  if (isRead && !endpoint.live && request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply.code(status).send(answer);
}

/** The version of the contract that the client was written for. Problem 400 `version_unknown`. */
function versionOf(request: FastifyRequest): string {
  const given = request.headers[VERSION_HEADER.toLowerCase()];
  const version = given === undefined ? API_VERSIONS.at(-1) : versionFor(String(given));
  if (version) return version;
  throw new Problem({
    status: 400,
    code: 'version_unknown',
    title: `There is no version of the API for this ${VERSION_HEADER}`,
    remedy: `Send a date from ${API_VERSIONS[0]} on, or none for the newest.`,
  });
}

function checkAnswer(endpoint: Endpoint, answer: unknown): void {
  const result = endpoint.answer!.safeParse(answer);
  if (result.success) return;
  const faults = describeIssues(result.error.issues).slice(0, 5);
  throw new Error(`The answer of ${endpoint.id} breaks its own contract: ${JSON.stringify(faults)}`);
}

function sendBytes(reply: FastifyReply, request: FastifyRequest, answer: BytesAnswer): FastifyReply {
  reply.header('Content-Type', answer.contentType);
  reply.header(
    'Cache-Control',
    answer.cacheSeconds === undefined ? 'private, no-cache' : `private, max-age=${answer.cacheSeconds}`,
  );
  // What people uploaded is shown, never run.
  reply.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  if (answer.fileName !== undefined) {
    reply.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`);
  }
  if (answer.etag !== undefined) {
    const etag = `"${answer.etag}"`;
    reply.header('ETag', etag);
    if (request.headers['if-none-match'] === etag) {
      answer.stream.destroy();
      return reply.code(304).send();
    }
  }
  if (answer.bytes !== undefined) reply.header('Content-Length', answer.bytes);
  return reply.send(answer.stream);
}

function invalid(status: 400 | 422, code: ProblemCode, title: string, fields: FieldProblem[]): Problem {
  const [first] = fields;
  const detail = `${first!.field || 'body'}: ${first!.message}${fields.length > 1 ? ` (and ${fields.length - 1} more)` : ''}`;
  return new Problem({ status, code, title, detail, remedy: 'Correct the fields named and send it again.', fields });
}

function unauthenticated(given: boolean): Problem {
  return new Problem({
    status: 401,
    code: given ? 'credential_not_valid' : 'credential_missing',
    title: given ? 'This credential is not valid, or no longer' : 'A credential is needed here',
    remedy: 'Send Authorization: Bearer with an API key or a fresh token.',
  });
}

function forbidden(endpoint: Endpoint): Problem {
  const needed = typeof endpoint.access === 'object' ? endpoint.access.permission : endpoint.access;
  return new Problem({
    status: 403,
    code: 'not_permitted',
    title: 'This credential may not do that',
    detail: `${endpoint.id} needs ${needed}.`,
    remedy: 'Ask an administrator of the organisation for it.',
  });
}
