import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { HostedFile } from './file-host.ts';
import { putInOrder } from './put-in-order.ts';

const files = ['a', 'b', 'c', 'd', 'e', 'f', 'status.json'].map(
  (path): HostedFile => ({ path, body: Buffer.from(path), type: 'text/plain', cacheControl: 'no-cache' }),
);
const never = new AbortController().signal;

it('puts several files at a time, and the last one when all others are there', async () => {
  const put: string[] = [];
  let underWay = 0;
  let most = 0;
  await putInOrder(files, never, async ({ path }) => {
    most = Math.max(most, ++underWay);
    if (path === 'status.json') expect(put).toHaveLength(6);
    await turn();
    underWay--;
    put.push(path);
  });
  expect(put.at(-1)).toBe('status.json');
  expect(put.toSorted()).toEqual(files.map(({ path }) => path));
  expect(most).toBe(4);
});

it('begins no other file once one failed, leaves the last one alone, and rejects when nothing is on its way any more', async () => {
  const ended: string[] = [];
  const putting = putInOrder(files, never, async ({ path }) => {
    if (path === 'b') throw new Error('the disk is full');
    for (let turns = 0; turns < 5; turns++) await turn();
    ended.push(path);
  });
  await expect(putting).rejects.toThrow('the disk is full');
  expect(ended).toEqual(['a', 'c', 'd']);
});
