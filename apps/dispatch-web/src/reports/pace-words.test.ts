import { expect, it } from 'vitest';
import { paceWords, worthWords } from './pace-words.ts';

it('says a pace as people do', () => {
  expect([1.124, 0.9, 1.011].map(paceWords)).toEqual(['12 % longer', '10 % shorter', 'as planned']);
});

it('says what knowing it is worth, and when that is not known', () => {
  const rows: never[] = [];
  expect(worthWords({ overall: { factor: 1, samples: 0 }, rows, error: null })).toMatch(/^Nothing is recorded/);
  expect(worthWords({ overall: { factor: 1.1, samples: 9 }, rows, error: null })).toMatch(/^Too few/);
  const error = { plain: 0.24, learned: 0.181, samples: 1240 };
  expect(worthWords({ overall: { factor: 1.1, samples: 2480 }, rows, error })).toBe(
    'By the plan alone times are off by 24.0 % on average, with this pace by 18.1 %; measured on 1,240 records it was not learned from.',
  );
});
