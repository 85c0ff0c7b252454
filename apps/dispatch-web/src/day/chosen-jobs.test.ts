import type { Job } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import type { RouteRow, RouteStop } from '../timeline/route-row.ts';
import { chosenWords, sortChosen } from './chosen-jobs.ts';

const stop = (jobId: string, started = false, kind: RouteStop['kind'] = 'job') =>
  ({ id: `s-${jobId}-${kind}`, jobId, started, kind }) as RouteStop;
const row = (key: string, ...stops: RouteStop[]) => ({ key, stops }) as unknown as RouteRow;
const job = (id: string) => ({ id }) as Job;

describe('jobs chosen together', () => {
  const rows = [row('v1', stop('a', true), stop('b'), stop('b', false, 'pickup')), row('v2', stop('c'), stop('d'))];

  it('are told apart by what can still be done with them', () => {
    const chosen = sortChosen(new Set(['a', 'b', 'c', 'x']), rows, [job('x'), job('y')]);
    expect(chosen.placed.map(({ jobId }) => jobId)).toEqual(['b', 'c']);
    expect(chosen.unplaced.map(({ id }) => id)).toEqual(['x']);
    expect(chosenWords(chosen)).toBe('4 chosen: 2 on 2 vehicles, 1 unplaced, 1 begun or over');
  });

  it('that have left the day meanwhile are no longer chosen', () => {
    expect(chosenWords(sortChosen(new Set(['gone', 'd']), rows, []))).toBe('1 chosen: 1 on one vehicle');
  });
});
