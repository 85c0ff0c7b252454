/** One part of a mail: its headers by lower-case name, and its body with transfer encoding undone. */
export interface MailPart {
  readonly headers: ReadonlyMap<string, string>;
  /** `multipart/report`, lower case. */
  readonly type: string;
  readonly body: string;
  readonly parts: readonly MailPart[];
}

const DEEPEST = 5;
const MOST_PARTS = 50;

/** Takes a mail apart (RFC 2045, 2046), as far as reports need it: bounded in depth and number, never throwing. */
export function readMailParts(text: string, depth = 0): MailPart {
  const normal = text.replace(/\r\n?/g, '\n');
  const end = normal.search(/\n[ \t]*\n/);
  const head = end < 0 ? normal : normal.slice(0, end);
  const raw = end < 0 ? '' : normal.slice(end).replace(/^\n[ \t]*\n/, '');
  const headers = readHeaders(head);
  const contentType = headers.get('content-type') ?? 'text/plain';
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const isMultipart = type.startsWith('multipart/') && boundary !== null && depth < DEEPEST;
  return {
    headers,
    type,
    body: decode(raw, headers.get('content-transfer-encoding')),
    parts: isMultipart ? splitAt(raw, boundary[1] ?? boundary[2]!).map((part) => readMailParts(part, depth + 1)) : [],
  };
}

/** Header fields, continued lines joined; the first of a name counts. */
export function readHeaders(head: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name !== '' && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

function splitAt(body: string, boundary: string): string[] {
  const parts: string[][] = [];
  for (const line of body.split('\n')) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}--` || parts.length > MOST_PARTS) break;
    if (mark === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join('\n'));
}

function decode(body: string, encoding = '7bit'): string {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8').replace(/\r\n?/g, '\n');
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/[ \t]*=\n/g, '')
          .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8');
    default:
      return body;
  }
}
