import { expect, test } from 'vitest';
import { countWrites } from './count-writes.ts';

const effects = (...ids: string[]) => new Map([...Map.groupBy(ids, (id) => id)].map(([id, of]) => [id, of.length]));

test('what took effect once, or waits on the device still, is neither lost nor doubled', () => {
  expect(countWrites(['a', 'b', 'c'], ['c'], effects('a', 'b'))).toEqual({
    recorded: 3,
    waiting: 1,
    lost: 0,
    doubled: 0,
  });
});

test('a write that was lost and one that was doubled do not cancel out', () => {
  expect(countWrites(['a', 'b', 'c'], [], effects('a', 'c', 'c'))).toMatchObject({ lost: 1, doubled: 1 });
});

test('a write that came under a second id is a double', () => {
  expect(countWrites(['a'], [], effects('a', 'x'))).toMatchObject({ lost: 0, doubled: 1 });
});

test('one that waits on the device though it took effect is no loss; sent once more it keeps its id', () => {
  expect(countWrites(['a'], ['a'], effects('a'))).toMatchObject({ waiting: 1, lost: 0, doubled: 0 });
});
