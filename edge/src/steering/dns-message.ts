import { createHmac, timingSafeEqual } from 'node:crypto';

/** DNS messages of RFC 1035 as far as an update (RFC 2136) with a TSIG signature (RFC 8945) needs them. Pure. */

export interface TsigKey {
  readonly name: string;
  /** HMAC-SHA256 over this, base64. */
  readonly secret: string;
}

export interface AddressUpdate {
  readonly zone: string;
  readonly name: string;
  readonly ttlSeconds: number;
  /** IPv4 addresses that the name shall have from now on; none takes the name away. */
  readonly addresses: readonly string[];
}

const OPCODE_UPDATE = 5 << 11;
const TYPE = { a: 1, soa: 6, tsig: 250 } as const;
const CLASS = { in: 1, any: 255 } as const;
const ALGORITHM = 'hmac-sha256.';
const FUDGE_SECONDS = 300;

/** Replaces all addresses of one name, in one message: there is no moment without them. */
export function updateMessage(id: number, update: AddressUpdate): Buffer {
  const zone = Buffer.concat([encodeName(update.zone), words(TYPE.soa, CLASS.in)]);
  const name = encodeName(update.name);
  const remove = Buffer.concat([name, words(TYPE.a, CLASS.any), Buffer.alloc(4), words(0)]);
  const add = update.addresses.map((address) => {
    const ttl = Buffer.alloc(4);
    ttl.writeUInt32BE(update.ttlSeconds);
    return Buffer.concat([name, words(TYPE.a, CLASS.in), ttl, words(4), Buffer.from(address.split('.').map(Number))]);
  });
  return Buffer.concat([words(id, OPCODE_UPDATE, 1, 0, 1 + add.length, 0), zone, remove, ...add]);
}

/** Appends the TSIG record. `priorMac` is the request's when an answer is checked. */
export function signMessage(message: Buffer, key: TsigKey, nowSeconds: number): { signed: Buffer; mac: Buffer } {
  const variables = tsigVariables(key, nowSeconds);
  const mac = createHmac('sha256', Buffer.from(key.secret, 'base64')).update(message).update(variables).digest();
  const data = Buffer.concat([
    encodeName(ALGORITHM),
    time48(nowSeconds),
    words(FUDGE_SECONDS, mac.length),
    mac,
    words(message.readUInt16BE(0), 0, 0),
  ]);
  const record = Buffer.concat([
    encodeName(key.name),
    words(TYPE.tsig, CLASS.any),
    Buffer.alloc(4),
    words(data.length),
    data,
  ]);
  const signed = Buffer.concat([message, record]);
  signed.writeUInt16BE(signed.readUInt16BE(10) + 1, 10);
  return { signed, mac };
}

/** The response code of an answer whose signature is right. Throws when it is unsigned, signed wrongly, or not to this question. */
export function readAnswer(answer: Buffer, id: number, key: TsigKey, requestMac: Buffer): number {
  if (answer.length < 12 || answer.readUInt16BE(0) !== id)
    throw new Error('The answer of the name server is not to our question');
  const code = answer.readUInt16BE(2) & 0xf;
  const at = lastRecord(answer);
  if (at === null) throw new Error(`The name server's answer is not signed (${responseWords(code)})`);
  const nameEnd = skipName(answer, at);
  const dataAt = nameEnd + 10;
  const timeAt = skipName(answer, dataAt);
  const macLength = answer.readUInt16BE(timeAt + 8);
  const mac = answer.subarray(timeAt + 10, timeAt + 10 + macLength);
  const error = answer.readUInt16BE(timeAt + 10 + macLength + 2);
  if (error !== 0) throw new Error(`The name server refused our signature (TSIG error ${error})`);
  const bare = Buffer.from(answer.subarray(0, at));
  bare.writeUInt16BE(bare.readUInt16BE(10) - 1, 10);
  bare.writeUInt16BE(answer.readUInt16BE(timeAt + 10 + macLength), 0);
  const signedAt = answer.readUIntBE(timeAt, 6);
  const right = createHmac('sha256', Buffer.from(key.secret, 'base64'))
    .update(words(requestMac.length))
    .update(requestMac)
    .update(bare)
    .update(tsigVariables(key, signedAt, answer.readUInt16BE(timeAt + 6)))
    .digest();
  if (mac.length !== right.length || !timingSafeEqual(mac, right))
    throw new Error('The name server’s signature is wrong');
  return code;
}

export function responseWords(code: number): string {
  const names = ['no error', 'format error', 'server failure', 'no such name', 'not implemented', 'refused'];
  return (
    names[code] ??
    { 6: 'name exists', 7: 'records exist', 8: 'no such records', 9: 'not authorised', 10: 'not in the zone' }[code] ??
    `response code ${code}`
  );
}

export function encodeName(name: string): Buffer {
  const labels = name.split('.').filter(Boolean);
  return Buffer.concat([
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label.toLowerCase(), 'latin1')])),
    Buffer.alloc(1),
  ]);
}

function tsigVariables(key: TsigKey, atSeconds: number, fudge = FUDGE_SECONDS): Buffer {
  return Buffer.concat([
    encodeName(key.name),
    words(CLASS.any),
    Buffer.alloc(4),
    encodeName(ALGORITHM),
    time48(atSeconds),
    words(fudge, 0, 0),
  ]);
}

function time48(seconds: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(Math.floor(seconds), 0, 6);
  return bytes;
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, at * 2);
  return bytes;
}

/** Where the last record of the additional section begins, when it is a TSIG. */
function lastRecord(message: Buffer): number | null {
  let at = 12;
  for (let left = message.readUInt16BE(4); left > 0; left--) at = skipName(message, at) + 4;
  const records = message.readUInt16BE(6) + message.readUInt16BE(8) + message.readUInt16BE(10);
  for (let left = records; left > 0; left--) {
    const typeAt = skipName(message, at);
    if (left === 1) return message.readUInt16BE(typeAt) === TYPE.tsig ? at : null;
    at = typeAt + 10 + message.readUInt16BE(typeAt + 8);
  }
  return null;
}

function skipName(message: Buffer, from: number): number {
  for (let at = from; at < message.length; ) {
    const length = message[at]!;
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    at += length + 1;
  }
  throw new Error('The answer of the name server ends in the middle of a name');
}
