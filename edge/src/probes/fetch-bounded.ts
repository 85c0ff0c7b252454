import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { PROBE_AGENT } from '@roundsman/api-contract';

export interface BoundedAnswer {
  status: number;
  contentType: string;
  /** The first bytes of the body, at most `atMostBytes`. */
  body: Buffer;
  /** Name and value of each cookie that was set. */
  cookies: string[];
}

export interface BoundedRequest {
  /** For everything: name, connection, TLS, first byte, body. */
  timeoutMilliseconds: number;
  /** The answer is complete once so many bytes are here; the rest is not waited for. */
  atMostBytes: number;
  /** The local address to look from; whichever the machine takes when absent. */
  localAddress?: string;
  /** GET unless said. */
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** A way to see that the far side is reached, with a reason in plain words when it is not. */
export class ProbeFailed extends Error {
  override readonly name = 'ProbeFailed';
}

/**
 * One request over a connection of its own: a kept one would hide what a new user meets. Larger answers than one packet
 * are read, because a path that loses only large packets answers every small health check.
 */
export function fetchBounded(
  url: URL,
  { timeoutMilliseconds, atMostBytes, localAddress, method = 'GET', headers: more = {}, body: sent }: BoundedRequest,
): Promise<BoundedAnswer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMilliseconds);
    const length = sent === undefined ? {} : { 'content-length': Buffer.byteLength(sent) };
    const headers = {
      accept: '*/*',
      'user-agent': PROBE_AGENT,
      'cache-control': 'no-cache',
      ...length,
      ...more,
    };
    const fail = (error: NodeJS.ErrnoException) => {
      reject(new ProbeFailed(failureWords(error, signal.aborted, timeoutMilliseconds)));
    };
    const request = send(
      url,
      { method, agent: false, headers, signal, ...(localAddress && { localAddress }) },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const finish = () => {
          const body = Buffer.concat(chunks).subarray(0, atMostBytes);
          const cookies = (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body,
            cookies,
          });
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes < atMostBytes) return;
          finish();
          request.destroy();
        });
        response.on('end', finish);
        response.on('error', fail);
      },
    );
    request.on('error', fail);
    request.end(sent);
  });
}

const knownFailures: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  EPIPE: 'connection closed',
};

function failureWords(error: NodeJS.ErrnoException, timedOut: boolean, timeoutMilliseconds: number): string {
  if (timedOut) return `no complete answer within ${timeoutMilliseconds / 1000} s`;
  return knownFailures[error.code ?? ''] ?? `${error.code ?? error.message}`;
}
