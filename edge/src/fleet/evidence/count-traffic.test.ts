import { expect, it } from 'vitest';
import { openStore } from '../../store/index.ts';
import { openTrafficCounts } from './count-traffic.ts';

it('keeps whole requests of reports that stand for parts of one, before and after they are on disk', () => {
  const traffic = openTrafficCounts(openStore(':memory:'));
  for (let times = 0; times < 3; times++) traffic.add('edge-1', 0.8, 0.5, 20_000 + times);
  const whole = [{ edge: 'edge-1', atMs: 20_000, good: 2, bad: 2 }];
  expect(traffic.between(0, 60_000)).toEqual(whole);
  traffic.flush(30_000);
  expect(traffic.between(0, 60_000).map((stretch) => ({ ...stretch }))).toEqual(whole);
});
