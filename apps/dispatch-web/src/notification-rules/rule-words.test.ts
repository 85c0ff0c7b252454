import { expect, test } from 'vitest';
import { missingIn, NEW_RULE } from './rule-words.ts';

test('a rule says what it still needs', () => {
  expect(missingIn(NEW_RULE)).toEqual([]);
  expect(missingIn({ ...NEW_RULE, channels: [], daysBefore: null, at: '7' })).toEqual([
    'a channel',
    'how many days before',
    'a time like 17:00',
  ]);
  expect(missingIn({ ...NEW_RULE, trigger: 'day_of', at: null })).toEqual([]);
  const own = { rule: 'own', from: '21:00', to: null } as const;
  expect(missingIn({ ...NEW_RULE, audience: 'address', quietHours: own })).toEqual([
    'an address',
    'when the quiet hours begin and end',
  ]);
});
