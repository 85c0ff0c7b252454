import * as http from 'node:http';
import * as https from 'node:https';

/** What one source address sent: the figures count every request, also those that nobody waited for. */
export interface SentRequest {
  readonly atMs: number;
  readonly edge: string;
  readonly path: string;
}

export interface SourceFetch {
  readonly fetch: typeof fetch;
  readonly sent: readonly SentRequest[];
  close(): void;
}

export type OpenFetch = (
  localAddress: string,
  nowMs: () => number,
  onSent?: (sent: SentRequest) => void,
) => SourceFetch;

/**
 * `fetch` over connections of its own that leave from one local address: each client of the drill is one machine of one network. Errors
 * are what `fetch` throws, a TypeError, so that the client library meets what it meets in the field.
 */
export function fetchFrom(
  localAddress: string,
  nowMs: () => number,
  onSent: (sent: SentRequest) => void = () => {},
): SourceFetch {
  const keep = { keepAlive: true, maxSockets: 16 };
  // A full handshake for each connection, as a client has whose last visit was long ago.
  const agents = { 'http:': new http.Agent(keep), 'https:': new https.Agent({ ...keep, maxCachedSessions: 0 }) };
  const sent: SentRequest[] = [];
  return {
    sent,
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy();
    },
    fetch: (input, init) =>
      new Promise<Response>((resolve, reject) => {
        const url = new URL(String(input));
        const signal = init?.signal ?? undefined;
        if (signal?.aborted) return reject(signal.reason);
        const one = { atMs: nowMs(), edge: url.origin, path: url.pathname };
        sent.push(one);
        onSent(one);
        const body = init?.body === undefined || init.body === null ? null : Buffer.from(String(init.body));
        const headers = Object.fromEntries(new Headers(init?.headers));
        if (body) headers['content-length'] = String(body.length);
        const { request } = url.protocol === 'https:' ? https : http;
        const agent = agents[url.protocol as keyof typeof agents];
        const asked = request(url, { agent, localAddress, method: init?.method ?? 'GET', headers }, (answer) => {
          const stream = new ReadableStream<Uint8Array>({
            start(controller) {
              answer.on('data', (chunk: Buffer) => controller.enqueue(new Uint8Array(chunk)));
              answer.on('end', () => settle(() => controller.close()));
              answer.on('error', (error) =>
                settle(() =>
                  controller.error(signal?.aborted ? signal.reason : new TypeError('terminated', { cause: error })),
                ),
              );
            },
            cancel: () => void asked.destroy(),
          });
          const isEmpty = answer.statusCode === 204 || answer.statusCode === 304;
          if (isEmpty) answer.resume();
          const pairs = Object.entries(answer.headers).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
          );
          resolve(new Response(isEmpty ? null : stream, { status: answer.statusCode ?? 500, headers: pairs }));
        });
        let isSettled = false;
        const settle = (run: () => void) => {
          signal?.removeEventListener('abort', stop);
          if (isSettled) return;
          isSettled = true;
          run();
        };
        const stop = () => asked.destroy(new Error('aborted'));
        signal?.addEventListener('abort', stop, { once: true });
        asked.on('error', (error) =>
          reject(signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause: error })),
        );
        asked.end(body);
      }),
  };
}
