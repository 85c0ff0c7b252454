import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a stand-in answers, as the API's documentation prints it. */
export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless a string. */
  readonly body: unknown;
}

export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `take` keeps the message and answers; a thrown `StandInRefusal` is what the real API says of a request that is wrong. */
export interface StandInDialect<Fault extends string> {
  /** Where it is posted to; of an API with more than one door none, and `take` looks at path and method itself. */
  readonly path?: string;
  take(request: StandInRequest): StandInAnswer | Promise<StandInAnswer>;
  /** Answers a GET of the same API, where it can be asked for what it holds. */
  list?(request: StandInRequest): StandInAnswer;
  /** `hang_up` and `silent` and `swallow` need none: no API documents them. */
  readonly faults: Partial<Record<Fault, StandInAnswer>>;
}

export class StandInRefusal extends Error {
  readonly answer: StandInAnswer;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.answer = { status, body };
  }
}

export interface ApiStandIn<Fault extends string> {
  readonly url: string;
  failNext(fault: Fault, times?: number): void;
  /** All answers late by so much, for tests of slowness. */
  answerAfter(milliseconds: number): void;
  stop(): Promise<void>;
}

/** An HTTP server on this machine that speaks like a provider's API, and misbehaves when asked to. */
export async function startApiStandIn<Fault extends string>(
  dialect: StandInDialect<Fault>,
): Promise<ApiStandIn<Fault>> {
  let faults: string[] = [];
  let delay = 0;
  const server = createServer((request, response) => {
    const fault = faults.shift();
    if (fault === 'hang_up') return void request.socket.destroy();
    void text(request).then(async (body) => {
      if (fault === 'silent') return;
      if (fault === 'swallow') return void request.socket.destroy();
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      const answer = fault === undefined ? await answerOf(dialect, request, body) : dialect.faults[fault as Fault]!;
      const isText = typeof answer.body === 'string';
      response.writeHead(answer.status, {
        'content-type': isText ? 'text/xml' : 'application/json',
        ...answer.headers,
      });
      response.end(isText ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failNext(fault, times = 1) {
      faults = Array.from({ length: times }, () => fault);
    },
    answerAfter(milliseconds) {
      delay = milliseconds;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerOf(
  dialect: StandInDialect<string>,
  request: { url?: string | undefined; method?: string | undefined; headers: IncomingHttpHeaders },
  body: string,
): Promise<StandInAnswer> {
  const { method = '', url: path = '', headers } = request;
  const asked = { method, path, headers, body };
  if (method === 'GET' && dialect.list !== undefined) return dialect.list(asked);
  const isThere = dialect.path === undefined || (method === 'POST' && path === dialect.path);
  if (!isThere) return { status: 404, body: { message: 'no such path' } };
  try {
    return await dialect.take(asked);
  } catch (error) {
    if (error instanceof StandInRefusal) return error.answer;
    return { status: 400, body: { message: (error as Error).message } };
  }
}

/** The object a body must be, with no field that the API does not have. */
export function knownFields(value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  for (const field of Object.keys(value)) if (!known.includes(field)) throw new Error(`unknown field ${field}`);
  return value as Record<string, unknown>;
}
