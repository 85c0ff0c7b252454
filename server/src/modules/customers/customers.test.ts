import { describe, expect, it } from 'vitest';
import { countryCode, normalisedEmail, normalisedPhone } from './index.ts';

describe('a country as people write it', () => {
  it.each([
    ['LI', 'LI'],
    ['li', 'LI'],
    ['FL', 'LI'],
    ['Liechtenstein', 'LI'],
    ['Schweiz', 'CH'],
    ['Suisse', 'CH'],
    ['Österreich', 'AT'],
    ['Deutschland', 'DE'],
    ['United Kingdom', 'GB'],
    ['Atlantis', null],
    ['', null],
  ])('%s is %s', (text, code) => expect(countryCode(text)).toBe(code));
});

describe('a telephone number', () => {
  it.each([
    ['+423 791 23 45', null, '+4237912345'],
    ['00423 791 23 45', null, '+4237912345'],
    ['791 23 45', 'LI', '+4237912345'],
    ['079 123 45 67', 'CH', '+41791234567'],
    ['+423 000 12 28', 'LI', '+4230001228'],
    ['791 23 45', null, null],
    ['ring twice', 'LI', null],
    ['12', 'LI', null],
    ['', 'LI', null],
    [null, 'LI', null],
  ])('%s in %s is %s', (text, country, e164) => expect(normalisedPhone(text, country)).toBe(e164));
});

describe('an e-mail address', () => {
  it('is kept in lower case, or not at all', () => {
    expect(normalisedEmail(' Lea@Example.ORG ')).toBe('lea@example.org');
    expect(normalisedEmail('lea.example.org')).toBeNull();
    expect(normalisedEmail(null)).toBeNull();
  });
});
