import { type Readable, Transform } from 'node:stream';
import type { Endpoint } from '@roundsman/api-contract';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { isAdministrative, writeAct } from '../audit/index.ts';
import type { ReadWork, Scope, Work } from '../database/work.ts';
import { answerOnce } from '../idempotency/index.ts';
import type { EndpointRequest, UnitOptions } from './endpoint-request.ts';
import { fileTooLarge } from './error-to-problem.ts';
import type { EventStream } from './event-stream.ts';
import type { Http } from './open-http.ts';
import type { Principal } from './principal.ts';
import type { DoorOptions } from './serve-endpoint.ts';

/** A request's parts as the endpoint's schemas left them. */
export interface Input {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The fields of a list's rows that were asked for; null = all. */
  readonly fields: readonly string[] | null;
}

export interface Made<P extends Principal> {
  readonly http: Http;
  readonly door: DoorOptions<P>;
  readonly endpoint: Endpoint;
  readonly principal: P | null;
  readonly input: Input;
  readonly fastify: FastifyRequest;
  readonly reply: FastifyReply;
  readonly status: number;
  readonly bodyLimit: number;
}

/** The handler's view of a request. Its types are `EndpointRequest`'s, which the endpoint's schemas have checked. */
export class RequestAtDoor<E extends Endpoint, P extends Principal>
  implements Record<keyof EndpointRequest<E, P>, unknown>
{
  readonly #made: Made<P>;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly principal: P | null;
  readonly id: string;
  readonly receivedAt: Date;
  readonly contentType: string;
  readonly fastify: FastifyRequest;
  readonly reply: FastifyReply;
  #signal: AbortSignal | null = null;
  streaming = false;
  /** Whether the audit trail has, or needs, nothing more to say of this request. */
  #audited: boolean;

  constructor(made: Made<P>) {
    this.#made = made;
    this.params = made.input.params;
    this.query = made.input.query;
    this.body = made.input.body;
    this.principal = made.principal;
    this.fastify = made.fastify;
    this.reply = made.reply;
    this.id = made.fastify.id;
    this.receivedAt = made.http.clock.now();
    this.contentType = mediaType(made.fastify) ?? '';
    this.#audited = !isAdministrative(made.endpoint);
  }

  get bytes(): Readable {
    const { body } = this.#made.fastify;
    if (!isStream(body)) throw new TypeError(`${this.#made.endpoint.id} does not take raw bytes`);
    return limited(body, this.#made.bodyLimit);
  }

  get signal(): AbortSignal {
    if (this.#signal === null) {
      const gone = new AbortController();
      this.reply.raw.once('close', () => gone.abort());
      this.#signal = gone.signal;
    }
    return this.#signal;
  }

  get resumeAfter(): string | null {
    const last = this.fastify.headers['last-event-id'];
    if (typeof last === 'string' && last !== '') return last;
    return (this.query as { after?: string } | undefined)?.after ?? null;
  }

  /** Opaque tags as the client gave them; null without the header, or with `*`. */
  get ifMatch(): readonly string[] | null {
    const given = this.fastify.headers['if-match'];
    if (given === undefined || given.trim() === '*') return null;
    return given.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  }

  // Arrow functions, so that a handler may take apart what it is given.
  readonly unitOfWork = async <T>(run: (work: Work) => Promise<T>, options: UnitOptions = {}): Promise<T> => {
    const { door, endpoint, fastify, status } = this.#made;
    const { principal, scope } = this.#scope();
    const noting = this.#noting(run);
    const key = fastify.headers['idempotency-key'];
    if (typeof key !== 'string') return door.database.transact(scope, noting);
    const keyed = {
      principal: `${principal.kind}:${principal.id}`,
      key: options.part === undefined ? key : `${key} ${options.part}`,
      bodyHash: this.#bodyHash(options.bodyDigest),
      status,
      seal: endpoint.answersSecret ? door.seal : undefined,
    };
    const { answer, replayed } = await answerOnce(door.database, scope, keyed, noting);
    if (replayed) this.reply.header('Idempotency-Replayed', 'true');
    return answer;
  };

  readonly read = <T>(run: (work: ReadWork) => Promise<T>): Promise<T> => {
    return this.#made.door.database.read(this.#scope().scope.organisationId, run);
  };

  readonly openStream = (): EventStream => {
    const { http, endpoint, reply } = this.#made;
    this.streaming = true;
    reply.hijack();
    const headers = reply.getHeaders() as Record<string, string>;
    return http.streams.open(endpoint.door, reply.raw, headers);
  };

  /** For what was done in no unit of this request's: the trail says so all the same. */
  async noteUnlessNoted(): Promise<void> {
    if (!this.#audited)
      await this.#made.door.database.transact(
        this.#scope().scope,
        this.#noting(async () => {}),
      );
  }

  /** The deed and its line in the audit trail are one transaction. */
  #noting<T>(run: (work: Work) => Promise<T>): (work: Work) => Promise<T> {
    if (this.#audited) return run;
    this.#audited = true;
    const { endpoint, fastify } = this.#made;
    const fields = Object.keys((this.body as object | undefined) ?? {});
    const subject = (this.params as Readonly<Record<string, string>> | undefined) ?? {};
    return async (work) => {
      const answer = await run(work);
      await writeAct(work, { act: endpoint.id, subject, fields, address: fastify.ip, requestId: this.id });
      return answer;
    };
  }

  #scope(): { principal: P; scope: Scope } {
    const { principal } = this;
    if (principal === null) throw new TypeError('Nobody in particular has no organisation to work in');
    const { organisationId, kind, id } = principal;
    return { principal, scope: { organisationId, actor: { kind, id } } };
  }

  /** Under a key: a body may hold a password, and a plain hash could be guessed at. */
  #bodyHash(digest: string | undefined): string {
    const { method, raw } = this.fastify;
    return this.#made.door.seal.fingerprint(`${method} ${raw.url}\n${digest ?? JSON.stringify(this.body ?? null)}`);
  }
}

export function mediaType(request: FastifyRequest): string | undefined {
  return /^\s*([^;\s]+)/.exec(request.headers['content-type'] ?? '')?.[1]?.toLowerCase();
}

export function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

function limited(source: Readable, limitBytes: number): Readable {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitBytes) done(fileTooLarge(limitBytes));
      else done(null, chunk);
    },
  });
  source.on('error', (error) => limit.destroy(error));
  // Whoever reads is told. Before anybody does, a sender that hangs up would be an error that nobody waits for, and the end of the process.
  limit.on('error', () => {});
  return source.pipe(limit);
}
