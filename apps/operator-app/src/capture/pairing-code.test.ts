import { expect, test } from 'vitest';
import { pairingCodeIn } from './pairing-code.ts';

test('a code is found typed, spaced, in small letters and in a link', () => {
  expect(pairingCodeIn('4C0481B9A3-Q6Q7GX')).toBe('4C0481B9A3-Q6Q7GX');
  expect(pairingCodeIn('  4c0481b9a3-q6q7gx ')).toBe('4C0481B9A3-Q6Q7GX');
  expect(pairingCodeIn('https://roundsman.example/operator/?code=4C0481B9A3-Q6Q7GX')).toBe('4C0481B9A3-Q6Q7GX');
});

test('what is no code is not sent anywhere', () => {
  for (const text of ['', 'abc', 'https://roundsman.example/operator/', 'x'.repeat(40), '4006381333931 <script>']) {
    expect(pairingCodeIn(text)).toBeNull();
  }
});
