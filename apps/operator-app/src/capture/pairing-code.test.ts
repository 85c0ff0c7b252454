import { expect, test } from 'vitest';
import { pairingCodeIn } from './pairing-code.ts';

test('a code is found typed, spaced, in small letters and in a link', () => {
  expect(pairingCodeIn('K7Q2-M9XA')).toBe('K7Q2-M9XA');
  expect(pairingCodeIn('  k7q2-m9xa ')).toBe('K7Q2-M9XA');
  expect(pairingCodeIn('https://roundsman.example/operator/?code=K7Q2-M9XA')).toBe('K7Q2-M9XA');
});

test('what is no code is not sent anywhere', () => {
  for (const text of ['', 'abc', 'https://roundsman.example/operator/', 'x'.repeat(40), '4006381333931 <script>']) {
    expect(pairingCodeIn(text)).toBeNull();
  }
});
