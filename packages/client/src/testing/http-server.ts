import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server for the tests: every request is kept, then answered by `answer`. */
export async function startTestServer(answer: (request: Received, response: ServerResponse, count: number) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const seen = { method: request.method!, url: request.url!, headers: request.headers, body };
      received.push(seen);
      answer(seen, response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answerJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(value));
}

export function answerProblem(response: ServerResponse, status: number, code: string, more: object = {}) {
  const headers = {
    'Content-Type': 'application/problem+json',
    ...('headers' in more ? (more.headers as object) : {}),
  };
  response
    .writeHead(status, headers)
    .end(JSON.stringify({ type: `/problems/${code}`, title: code, status, code, ...more }));
}
