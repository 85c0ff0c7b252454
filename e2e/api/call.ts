import { doorPrefixes, type Endpoint } from '@roundsman/api-contract';

export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  /** As it stands in the URL. */
  readonly query?: Readonly<Record<string, string>>;
  /** A JSON value, or bytes. */
  readonly body?: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Headers;
  /** Empty for a live stream, of which only the head is read. */
  readonly text: string;
}

const PATIENCE_MILLISECONDS = 30_000;

/** One request to an endpoint, by nothing but HTTP. */
export async function call(
  url: string,
  endpoint: Endpoint,
  { params = {}, query = {}, body, contentType, headers = {} }: Request,
  bearer: string | null,
  patienceMilliseconds = PATIENCE_MILLISECONDS,
): Promise<Answer> {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  const away = new AbortController();
  const late = setTimeout(() => away.abort(), patienceMilliseconds);
  const bytes = body instanceof Uint8Array;
  try {
    const response = await fetch(`${url}${doorPrefixes[endpoint.door]}${path}${search === '' ? '' : `?${search}`}`, {
      method: endpoint.method,
      headers: {
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
      signal: away.signal,
    });
    const type = response.headers.get('content-type') ?? '';
    const streams = type.startsWith('text/event-stream');
    const text = streams ? '' : await response.text();
    if (streams) await response.body?.cancel();
    return { status: response.status, contentType: type, headers: response.headers, text };
  } finally {
    clearTimeout(late);
  }
}

/** An answer without what is made anew for each: ids, codes, secrets, numbers and times. */
export function essence({ status, text }: Answer): string {
  const masked = text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .replace(/"(code|secret|prefix|url|token)":"[A-Z0-9rh][^"]*"/g, '"$1":"…"')
    .replace(/\d+/g, '0');
  return `${status} ${masked}`;
}
