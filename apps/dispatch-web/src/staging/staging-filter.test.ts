import type { Job } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { BLOCKED, countFaults, READY, showsJob } from './staging-filter.ts';

const job = (...faults: [string, 'error' | 'warning'][]): Pick<Job, 'faults'> => ({
  faults: faults.map(([code, severity]) => ({ field: 'address', code, message: '', remedy: null, severity })),
});

describe('the counters above the sheet', () => {
  it('count rows, not faults, and put what blocks first', () => {
    const jobs = [
      job(['phone_invalid', 'warning']),
      job(['phone_invalid', 'warning'], ['phone_invalid', 'warning']),
      job(['address_not_found', 'error'], ['phone_invalid', 'warning']),
      job(),
    ];
    expect(countFaults(jobs)).toEqual([
      { code: 'address_not_found', blocks: true, count: 1 },
      { code: 'phone_invalid', blocks: false, count: 3 },
    ]);
  });
});

describe('a filter', () => {
  it('calls a row ready when nothing blocks it, warnings or not', () => {
    expect(showsJob(READY, job(['phone_invalid', 'warning']))).toBe(true);
    expect(showsJob(READY, job(['address_not_found', 'error']))).toBe(false);
    expect(showsJob(BLOCKED, job(['address_not_found', 'error']))).toBe(true);
  });

  it('shows the rows with its fault, and all rows when there is none', () => {
    expect(showsJob('phone_invalid', job(['phone_invalid', 'warning']))).toBe(true);
    expect(showsJob('phone_invalid', job())).toBe(false);
    expect(showsJob(undefined, job())).toBe(true);
  });
});
