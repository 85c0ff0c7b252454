import { failed, refused } from '@roundsman/message-delivery';
import { expect, test } from 'vitest';

import { HandOverHealth } from './hand-over-health.ts';

const away = failed('unreachable', 'ECONNREFUSED', false);
const states = (...results: Parameters<HandOverHealth['note']>[0][]) => {
  const health = new HandOverHealth();
  return results.map((result) => {
    health.note(result);
    return health.read().state;
  });
};

test('a provider that takes nothing is degraded soon and out later, and well again with its first answer', () => {
  expect(states(away, away, away)).toEqual(['operational', 'operational', 'degraded']);
  expect(states(...Array(10).fill(away)).at(-1)).toBe('major_outage');
  expect(states(away, away, away, refused('invalid_recipient', '550')).at(-1)).toBe('operational');
});

test('our own stop is no fault of the provider', () => {
  expect(states(...Array(20).fill(failed('closed', 'closed', false))).at(-1)).toBe('operational');
});
