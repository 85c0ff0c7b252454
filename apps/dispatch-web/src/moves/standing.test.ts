import { describe, expect, it } from 'vitest';
import { placeAgain, standingOf } from './standing.ts';

const stop = (id: string, jobId: string | null = id, kind = 'job') => ({ id, jobId, kind });
const row = { vehicleId: 'v1', stops: [stop('a'), stop('lunch', null, 'break'), stop('b'), stop('c')] };

describe('the way back of a move', () => {
  it('leads behind the neighbour that it stood behind', () => {
    expect(placeAgain(standingOf(row, 'c'), row.stops)).toBe('b');
    expect(placeAgain(standingOf(row, 'b'), row.stops)).toBe('lunch');
    expect(placeAgain(standingOf(row, 'a'), row.stops)).toBeNull();
  });

  it('knows a neighbour that was moved and came back by its job', () => {
    expect(placeAgain(standingOf(row, 'c'), [stop('a'), stop('b-again', 'b')])).toBe('b-again');
  });

  it('takes the next neighbour when the nearest is gone, and the first place when all are', () => {
    expect(placeAgain(standingOf(row, 'c'), [stop('a'), stop('d')])).toBe('a');
    expect(placeAgain(standingOf(row, 'c'), [stop('d')])).toBeNull();
  });

  it('does not take a job’s pickup for the visit to it', () => {
    expect(placeAgain(standingOf(row, 'c'), [stop('p', 'b', 'pickup'), stop('a')])).toBe('a');
  });
});
