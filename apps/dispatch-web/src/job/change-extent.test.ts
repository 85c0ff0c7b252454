import { expect, it } from 'vitest';
import { changeExtent } from './job-words.ts';

it('less of a job may change the nearer its visit is, and nothing once that is over', () => {
  expect((['staging', 'new'] as const).map(changeExtent)).toEqual(['all', 'all']);
  expect((['scheduled', 'dispatched'] as const).map(changeExtent)).toEqual(['beside_the_plan', 'beside_the_plan']);
  expect((['on_route', 'arrived'] as const).map(changeExtent)).toEqual(['on_the_way', 'on_the_way']);
  expect((['completed', 'partially_completed', 'cancelled'] as const).map(changeExtent)).toEqual([null, null, null]);
});
