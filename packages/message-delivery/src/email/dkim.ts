import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** A key that signs for a domain; its public half stands in the DNS at `<selector>._domainkey.<domain>`. */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM: RSA of 1024 bits or more (RFC 8301), or Ed25519 (RFC 8463). */
  readonly privateKey: string;
}

/** Signed where present; From always is. `h=` names each once more than it stands there where a second one would harm. */
const SIGNED = [
  'from',
  'from',
  'to',
  'subject',
  'date',
  'message-id',
  'reply-to',
  'mime-version',
  'content-type',
  'content-language',
  'auto-submitted',
  'list-unsubscribe',
  'list-unsubscribe-post',
];

/** The message with a DKIM-Signature in front (RFC 6376, relaxed/relaxed). Lines end in CRLF. */
export function signWithDkim(message: Buffer, { domain, selector, privateKey }: DkimKey): Buffer {
  const text = message.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const headers = splitHeaders(text.slice(0, end + 2));
  const body = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64');
  const names = SIGNED.filter((name, at) => headers.has(name) || (name === 'from' && at === 1));
  const key = createPrivateKey(privateKey);
  const isEd25519 = key.asymmetricKeyType === 'ed25519';
  const unsigned = [
    `v=1; a=${isEd25519 ? 'ed25519' : 'rsa'}-sha256; c=relaxed/relaxed; d=${domain}; s=${selector};`,
    ` h=${names.join(':')};`,
    ` bh=${body};`,
    ' b=',
  ].join('\r\n');
  const seen = new Set<string>();
  const signed = names.flatMap((name) => {
    const first = !seen.has(name);
    seen.add(name);
    return first && headers.has(name) ? [relaxedHeader(name, headers.get(name)!)] : [];
  });
  const input = `${signed.map((line) => `${line}\r\n`).join('')}${relaxedHeader('dkim-signature', unsigned)}`;
  // RFC 8463 signs the SHA-256 of the headers with Ed25519; RSA hashes by itself.
  const octets = Buffer.from(input, 'latin1');
  const signature = isEd25519
    ? sign(null, createHash('sha256').update(octets).digest(), key)
    : sign('sha256', octets, key);
  const folded = signature.toString('base64').replace(/.{70}(?=.)/g, '$&\r\n ');
  return Buffer.concat([Buffer.from(`DKIM-Signature: ${unsigned}${folded}\r\n`, 'latin1'), message]);
}

/** What must stand in the DNS for signatures of the key to count. */
export function dkimRecord({ domain, selector, privateKey }: DkimKey): {
  readonly name: string;
  readonly text: string;
} {
  const key = createPublicKey(createPrivateKey(privateKey));
  const der = key.export({ format: 'der', type: 'spki' });
  // RFC 8463: an Ed25519 key stands bare, the last 32 octets of its SPKI form.
  const text =
    key.asymmetricKeyType === 'ed25519'
      ? `v=DKIM1; k=ed25519; p=${der.subarray(-32).toString('base64')}`
      : `v=DKIM1; k=rsa; p=${der.toString('base64')}`;
  return { name: `${selector}._domainkey.${domain}`, text };
}

function splitHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [, name, value] of block.matchAll(/^([!-9;-~]+):((?:.|\r\n[ \t])*)\r\n/gm)) {
    headers.set(name!.toLowerCase(), value!);
  }
  return headers;
}

const relaxedHeader = (name: string, value: string) =>
  `${name}:${value
    .replace(/\r\n(?=[ \t])/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim()}`;

function relaxedBody(body: string): string {
  const lines = body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
    .join('\r\n')
    .replace(/(\r\n)+$/, '');
  return lines === '' ? '' : `${lines}\r\n`;
}
