import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutsideService } from './ask-service.ts';

/** For tests: what a stand-in answers; a text goes out as it is. */
export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers only after so many milliseconds. */
  readonly afterMilliseconds?: number;
}

export interface StandInQuestion {
  readonly method: string;
  /** Path with its query, without the slash it begins with. */
  readonly path: string;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

export interface StandIn {
  readonly service: OutsideService;
  /** All questions so far. */
  readonly asked: readonly StandInQuestion[];
  close(): Promise<void>;
}

/** A real HTTP server on a free port of this machine in the place of somebody's service. */
export async function openStandIn(
  answer: (question: StandInQuestion) => StandInAnswer | Promise<StandInAnswer>,
  options: Partial<OutsideService> = {},
): Promise<StandIn> {
  const asked: StandInQuestion[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString('utf8');
    const question: StandInQuestion = {
      method: request.method ?? '',
      path: (request.url ?? '/').slice(1),
      body: text === '' ? null : (JSON.parse(text) as unknown),
      headers: request.headers,
    };
    asked.push(question);
    const { status, body, headers, afterMilliseconds } = await answer(question);
    if (afterMilliseconds) await new Promise((resolve) => setTimeout(resolve, afterMilliseconds));
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((fault: unknown) => response.destroy(fault as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    service: { label: 'the stand-in', url: `http://127.0.0.1:${port}`, pauseMilliseconds: 1, ...options },
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
