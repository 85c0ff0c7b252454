import type { BuiltRequest } from '../build-request.ts';
import type { ClientClock } from '../clock.ts';
import { UnreachableError } from '../errors.ts';
import { readRefusal } from '../read-answer.ts';
import { within } from '../within.ts';
import { Refusal } from './ask.ts';
import { retryAfterMilliseconds } from './retry.ts';

export interface EdgeRequest {
  readonly edge: string;
  readonly request: BuiltRequest;
  readonly authorization: string | null;
  readonly signal: AbortSignal;
  /** For everything, the body of the answer included. */
  readonly milliseconds: number;
}

export interface Wire {
  readonly send: typeof fetch;
  readonly clock: ClientClock;
  readonly credentials: 'omit' | 'same-origin';
}

/** One request over one edge, its answer read to the end by `read`. Throws Refusal or UnreachableError, or the signal's reason. */
export async function overEdge<T>(
  asked: EdgeRequest,
  wire: Wire,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { clock } = wire;
  const { stop, done } = within(clock, asked.milliseconds, new UnreachableError('timeout'));
  const pass = () => stop.abort(asked.signal.reason);
  if (asked.signal.aborted) pass();
  asked.signal.addEventListener('abort', pass);
  try {
    const { url, init } = travelling(asked);
    const response = await wire.send(url, { ...init, credentials: wire.credentials, signal: stop.signal });
    if (response.ok || response.status === 304) return await read(response);
    const error = await readRefusal(response);
    throw new Refusal(error, retryAfterMilliseconds(response.headers.get('retry-after'), clock.epochMilliseconds()));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (stop.signal.aborted) throw stop.signal.reason;
    throw new UnreachableError('network', error);
  } finally {
    done.abort();
    asked.signal.removeEventListener('abort', pass);
  }
}

/**
 * A read of another origin travels as `POST /read` with a plain body: with an `Authorization` header a browser would ask permission first
 * (a preflight for each URL), and a hedge would cost two round trips instead of one.
 */
function travelling({ edge, request, authorization }: EdgeRequest): { url: string; init: RequestInit } {
  const { path, method, body } = request;
  const headers = authorization ? { ...request.headers, Authorization: authorization } : request.headers;
  if (method !== 'GET' || !isOtherOrigin(edge)) return { url: edge + path, init: { method, headers, body } };
  return {
    url: `${edge}/read`,
    init: { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: JSON.stringify({ path, headers }) },
  };
}

/** True in a page or worker that belongs to another origin than the edge; in Node there is no origin to ask for. */
function isOtherOrigin(edge: string): boolean {
  const page = (globalThis as { location?: { origin: string } }).location;
  return edge !== '' && page !== undefined && new URL(edge).origin !== page.origin;
}
