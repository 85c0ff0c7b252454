import { expect, it } from 'vitest';
import { type LiveValue, toldTo } from './index.ts';

it('tells who asked for a branch of that branch and of what is everybody’s', () => {
  const value = (key: string, branchId?: string): LiveValue => ({
    topic: 'position',
    key,
    value: {},
    ...(branchId !== undefined && { branchId }),
  });
  const values = [value('n', 'north'), value('s', 'south'), value('clock')];
  const keysFor = (branchId: string | undefined) => toldTo(branchId, values).map(({ key }) => key);
  expect(keysFor('north')).toEqual(['n', 'clock']);
  expect(keysFor('elsewhere')).toEqual(['clock']);
  expect(keysFor(undefined)).toEqual(['n', 's', 'clock']);
});
