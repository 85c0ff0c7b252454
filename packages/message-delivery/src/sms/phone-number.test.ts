import { describe, expect, test } from 'vitest';

import { normalisePhoneNumber } from './phone-number.ts';

describe('a phone number as people write it', () => {
  test.each([
    ['791 23 45', 'LI', '+4237912345', 'LI', true],
    ['+423 791 23 45', 'CH', '+4237912345', 'LI', true],
    ['00423 791 23 45', 'LI', '+4237912345', 'LI', true],
    ['+423 234 56 78', 'LI', '+4232345678', 'LI', false],
    ['079 123 45 67', 'CH', '+41791234567', 'CH', true],
    ['+41 (0)79 123 45 67', 'LI', '+41791234567', 'CH', true],
    ['0664 1234567', 'at', '+436641234567', 'AT', true],
    ['0151/23456789', 'DE', '+4915123456789', 'DE', true],
    ['06.12.34.56.78', 'FR', '+33612345678', 'FR', true],
    ['(202) 555-0143', 'US', '+12025550143', 'US', true],
  ])('%s in %s is %s', (text, country, e164, of, canReceiveSms) => {
    expect(normalisePhoneNumber(text, country)).toEqual({ ok: true, e164, country: of, canReceiveSms });
  });

  test.each([
    ['', 'LI', 'not_a_number'],
    ['please ring', 'LI', 'not_a_number'],
    ['079 123 45 67; 079 765 43 21', 'CH', 'not_a_number'],
    ['+999 123 456', 'LI', 'unknown_country_code'],
    ['079 123 45 67', 'XX', 'unknown_country_code'],
    ['079 123', 'CH', 'wrong_length'],
    ['+41 79 123 45 67 89 01 23 45 67', 'CH', 'wrong_length'],
    ['+41 19 123 45 67', 'CH', 'not_in_use'],
  ])('%j in %s is refused as %s', (text, country, reason) => {
    expect(normalisePhoneNumber(text, country)).toEqual({ ok: false, reason });
  });

  test('what comes out goes in again unchanged, whatever the country said', () => {
    expect(normalisePhoneNumber('+4237912345', 'DE')).toMatchObject({ ok: true, e164: '+4237912345' });
  });
});
