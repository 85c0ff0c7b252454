import type { Door } from '@roundsman/api-contract';
import type { Callable, PlainOptions, RawBody } from './callable.ts';

/** Repeated from the contract, whose module would bring its schemas along; a test holds the two together. */
export const doorPrefixes: Readonly<Record<Door, string>> = {
  public: '/api',
  operator: '/operator-api',
  tracker: '/tracker-api',
};

/** Path and query below an edge. Lists travel comma-separated, records as `name[key]`; absent and null values do not travel. */
export function buildPath(endpoint: Callable, options: PlainOptions): string {
  const params = { ...(options.params as Record<string, unknown> | undefined) };
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) throw new TypeError(`${endpoint.id} needs the parameter "${name}"`);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((options.query as Record<string, unknown> | undefined) ?? {})) {
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) query.set(name, value.join(','));
    else if (typeof value === 'object')
      for (const [key, each] of Object.entries(value)) query.set(`${name}[${key}]`, String(each));
    else query.set(name, String(value));
  }
  const search = query.toString();
  return `${doorPrefixes[endpoint.door]}${path}${search && `?${search}`}`;
}

export interface BuiltRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob | Uint8Array<ArrayBuffer> | string | undefined;
}

/** Everything of a request but the edge and the authorisation, so that every repeat sends the same bytes. */
export function buildRequest(endpoint: Callable, options: PlainOptions, makeKey: () => string): BuiltRequest {
  const headers: Record<string, string> = { Accept: acceptOf(endpoint), ...options.headers };
  if (endpoint.method !== 'GET') headers['Idempotency-Key'] = options.idempotencyKey ?? makeKey();
  let body: BuiltRequest['body'];
  if (endpoint.bodyTypes && options.body !== undefined) {
    const raw = options.body as RawBody;
    headers['Content-Type'] = raw.contentType;
    body = raw.bytes;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  return { path: buildPath(endpoint, options), method: endpoint.method, headers, body };
}

function acceptOf(endpoint: Callable): string {
  if (endpoint.answerKind === 'event_stream') return 'text/event-stream';
  return endpoint.answerKind === 'bytes' ? '*/*' : 'application/json';
}
