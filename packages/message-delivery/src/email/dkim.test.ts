import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';

import { expect, test } from 'vitest';

import { composeEmail } from './compose-email.ts';
import { type DkimKey, dkimRecord } from './dkim.ts';
import type { EmailMessage } from './email-message.ts';

const message: EmailMessage = {
  from: { name: 'Rhein Möbel', address: 'hallo@rhein.example' },
  to: { name: 'Zoë Büchel', address: 'zoe@kundin.example' },
  subject:
    'Ihre Lieferung kommt am Dienstag zwischen acht und zehn Uhr, und der Betreff ist lang genug für zwei Zeilen',
  text: 'Grüezi Zoë  \n\n\nZwei  Leerzeichen, und Zeilen am Ende\n\n\n',
  html: '<p>Grüezi</p>',
  language: 'de',
  writtenAt: new Date('2026-03-02T09:30:00Z'),
};

/** RFC 6376 as a receiver does it, from the record and the message alone; written apart from the signer. */
function verifies(raw: string, record: { name: string; text: string }): boolean {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const fields = head.split(/\r\n(?![ \t])/).map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1) };
  });
  const own = fields.find(({ name }) => name === 'dkim-signature')!;
  const tags = new Map(
    own.value
      .replace(/\s+/g, '')
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  if (record.name !== `${tags.get('s')}._domainkey.${tags.get('d')}`) return false;
  let canonicalBody = body
    .split('\r\n')
    .map((line) => line.replace(/[ \t]+/g, ' ').replace(/[ \t]$/, ''))
    .join('\r\n');
  while (canonicalBody.endsWith('\r\n\r\n')) canonicalBody = canonicalBody.slice(0, -2);
  if (createHash('sha256').update(canonicalBody, 'latin1').digest('base64') !== tags.get('bh')) return false;
  const relax = (value: string) =>
    value
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim();
  const left = [...fields].reverse();
  let input = '';
  for (const name of tags.get('h')!.split(':')) {
    const at = left.findIndex((field) => field.name === name);
    if (at >= 0) input += `${name}:${relax(left.splice(at, 1)[0]!.value)}\r\n`;
  }
  input += `dkim-signature:${relax(own.value.replace(/(;\s*b=)[^;]*/, '$1'))}`;
  const isEd25519 = record.text.includes('k=ed25519');
  const p = Buffer.from(/p=([^;]+)/.exec(record.text)![1]!, 'base64');
  const der = isEd25519 ? Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), p]) : p;
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const signature = Buffer.from(tags.get('b')!, 'base64');
  const octets = Buffer.from(input, 'latin1');
  return isEd25519
    ? verify(null, createHash('sha256').update(octets).digest(), key, signature)
    : verify('sha256', octets, key, signature);
}

const keys: [string, string][] = [
  [
    'rsa',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  ],
  ['ed25519', generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
];

test.each(keys)(
  'a message signed with %s verifies against the record shown, and not once changed',
  async (_, privateKey) => {
    const key: DkimKey = { domain: 'rhein.example', selector: 'r1', privateKey };
    const { content } = await composeEmail(message, 'm1', key);
    const raw = content.toString('latin1');
    expect(verifies(raw, dkimRecord(key))).toBe(true);
    expect(verifies(raw.replace('Zwei', 'Drei'), dkimRecord(key))).toBe(false);
    expect(verifies(raw.replace('hallo@rhein.example', 'thief@rhein.example'), dkimRecord(key))).toBe(false);
    const second = raw.replace(/\r\nTo:/, '\r\nFrom: <thief@evil.example>\r\nTo:');
    expect(verifies(second, dkimRecord(key))).toBe(false);
  },
);
