import { type ClientHttp2Session, connect, constants } from 'node:http2';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { SentRequest, SourceFetch } from './fetch-from.ts';

/** A session that says nothing for so long is asked whether it lives, and closed without an answer: what browsers do with HTTP/2. */
const SILENT_MS = 5_000;
const PING_MS = 5_000;

/** As `fetchFrom`, with all requests to an edge over one connection of HTTP/2. */
export function fetchOverHttp2(
  localAddress: string,
  nowMs: () => number,
  onSent: (sent: SentRequest) => void = () => {},
): SourceFetch {
  const sessions = new Map<string, { readonly session: ClientHttp2Session; heardAt: number }>();
  const sent: SentRequest[] = [];

  function sessionTo(url: URL): ClientHttp2Session {
    const known = sessions.get(url.origin);
    if (known && !known.session.closed && !known.session.destroyed) {
      if (nowMs() - known.heardAt > SILENT_MS) askIfAlive(known);
      return known.session;
    }
    const to: ConnectionOptions & { readonly localAddress: string } = {
      host: url.hostname,
      port: Number(url.port || 443),
      servername: url.hostname,
      ALPNProtocols: ['h2'],
      localAddress,
    };
    const session = connect(url.origin, { createConnection: () => connectTls(to) });
    const one = { session, heardAt: nowMs() };
    session.on('error', () => {});
    session.on('close', () => sessions.get(url.origin) === one && sessions.delete(url.origin));
    sessions.set(url.origin, one);
    return session;
  }

  function askIfAlive(one: { readonly session: ClientHttp2Session; heardAt: number }): void {
    const late = setTimeout(() => one.session.destroy(), PING_MS);
    late.unref();
    const isAsked = one.session.ping((error) => {
      clearTimeout(late);
      if (!error) one.heardAt = nowMs();
    });
    if (!isAsked) clearTimeout(late);
  }

  return {
    sent,
    close: () => {
      for (const { session } of sessions.values()) session.destroy();
    },
    fetch: (input, init) =>
      new Promise<Response>((resolve, reject) => {
        const url = new URL(String(input));
        const signal = init?.signal ?? undefined;
        if (signal?.aborted) return reject(signal.reason);
        const one = { atMs: nowMs(), edge: url.origin, path: url.pathname };
        sent.push(one);
        onSent(one);
        const session = sessionTo(url);
        const stream = session.request({
          ':method': init?.method ?? 'GET',
          ':path': url.pathname + url.search,
          ...Object.fromEntries(new Headers(init?.headers)),
        });
        const heard = () => {
          const known = sessions.get(url.origin);
          if (known?.session === session) known.heardAt = nowMs();
        };
        const stop = () => stream.close(constants.NGHTTP2_CANCEL);
        signal?.addEventListener('abort', stop, { once: true });
        let body: ReadableStreamDefaultController<Uint8Array> | null = null;
        let isOver = false;
        const fail = (cause?: Error) => {
          if (isOver) return;
          isOver = true;
          signal?.removeEventListener('abort', stop);
          const error = signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause });
          if (body) body.error(error);
          else reject(error);
        };
        stream.on('error', fail);
        stream.on('close', () => fail());
        stream.on('response', (headers) => {
          heard();
          const status = Number(headers[':status']);
          const pairs = Object.entries(headers).flatMap(([name, value]) =>
            name.startsWith(':') || value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
          );
          const isEmpty = status === 204 || status === 304;
          const content = new ReadableStream<Uint8Array>({
            start(controller) {
              body = controller;
            },
            cancel: stop,
          });
          resolve(new Response(isEmpty ? null : content, { status, headers: pairs }));
        });
        stream.on('data', (chunk: Buffer) => {
          heard();
          body?.enqueue(new Uint8Array(chunk));
        });
        stream.on('end', () => {
          if (isOver) return;
          isOver = true;
          signal?.removeEventListener('abort', stop);
          body?.close();
        });
        stream.end(init?.body === undefined || init.body === null ? undefined : String(init.body));
      }),
  };
}
