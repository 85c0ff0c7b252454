import { expect, test } from 'vitest';
import type { Measured } from '../clients/load.ts';
import { movesAway } from './moves-away.ts';

const phases = { grayFrom: 60_000, grayTo: 150_000, end: 270_000 };
const [ill, well] = ['https://edge-1.example.com', 'https://edge-2.example.com'];

/** A read of the first client that began so long after the fault, went to these edges so long after it began, and took so long. */
function read(afterMs: number, milliseconds: number, ...sent: (readonly [edge: string, afterMs: number])[]): Measured {
  const startedAt = phases.grayFrom + afterMs;
  return {
    ...{
      way: 'ours',
      client: 1,
      kind: 'fleet',
      fault: null,
      referenceId: null,
      createdId: null,
      startedAt,
      milliseconds,
    },
    sent: sent.map(([edge, later]) => ({ edge, atMs: startedAt + later })) as unknown as Measured['sent'],
  };
}

test('a client has left when the last of its requests in a row that the ill edge kept waiting is answered', () => {
  const hedged = (afterMs: number) => read(afterMs, 180, [ill, 0], [well, 151]);
  const quick = read(500, 12, [ill, 0]);
  expect(movesAway([hedged(100), quick, hedged(900), read(1_500, 12, [well, 0])], ill, phases)).toEqual([
    { milliseconds: 980, lastAt: 61_080 },
  ]);
});

test('who tries the edge again much later was away before, but all are away only when nobody meets the fault any more', () => {
  const hedged = (afterMs: number) => read(afterMs, 180, [ill, 0], [well, 151]);
  expect(movesAway([hedged(100), hedged(40_000), hedged(41_000)], ill, phases)).toEqual([
    { milliseconds: 180, lastAt: 101_180 },
  ]);
});

test('a request that waited while later ones were answered is the one it began with', () => {
  const [long, short] = [read(2_900, 4_840, [ill, 0], [well, 4_801]), read(3_100, 230, [ill, 0], [well, 164])];
  // In the order of their answers, as they are measured.
  expect(movesAway([short, long], ill, phases)).toEqual([{ milliseconds: 4_840, lastAt: 67_740 }]);
});

test('a canary to the ill edge beside a request that is slow elsewhere is no stay there', () => {
  expect(movesAway([read(72_000, 192, [ill, 0], [well, 9], [well, 166])], ill, phases)).toEqual([]);
});
