import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FILE_LINK_SECONDS, readFileLink, signFileLink } from './file-links.ts';

const secret = randomBytes(32);
const link = { organisationId: randomUUID(), fileId: randomUUID() };
const made = new Date('2026-11-28T10:00:00Z');
const end = new Date(made.getTime() + FILE_LINK_SECONDS * 1_000);
const token = signFileLink(secret, link, end);

it('opens its file until it runs out, and to no other installation', () => {
  expect(readFileLink(secret, token, made)).toEqual(link);
  expect(readFileLink(secret, token, end)).toBeNull();
  expect(readFileLink(randomBytes(32), token, made)).toBeNull();
});

it('opens nothing once any character of it was changed', () => {
  const at = fc.integer({ min: 0, max: token.length - 1 });
  fc.assert(
    fc.property(at, fc.constantFrom('A', 'b', '0', '.', '-'), (place, character) => {
      const altered = token.slice(0, place) + character + token.slice(place + 1);
      // The last character of base64url carries spare bits, so another may mean the same bytes.
      const sameBytes = altered
        .split('.')
        .every((part, n) => Buffer.from(part, 'base64url').equals(Buffer.from(token.split('.')[n] ?? '', 'base64url')));
      fc.pre(!sameBytes);
      expect(readFileLink(secret, altered, made)).toBeNull();
    }),
  );
  for (const nonsense of ['', '.', 'a.b', `${token}.x`, '💥']) expect(readFileLink(secret, nonsense, made)).toBeNull();
});
