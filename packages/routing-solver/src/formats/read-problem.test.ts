import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDeliveryDay } from '../testing/index.ts';
import { onALine } from '../testing/line.ts';
import { smallProblem } from '../testing/small-problems.ts';
import { readProblem } from './read-problem.ts';

const day = () => {
  const problem = makeDeliveryDay({ jobs: 20, vehicles: 3, seed: 1 });
  const { seconds, meters, size } = problem.matrix;
  return { ...problem, matrix: { size, seconds: [...seconds], meters: [...meters] } };
};

describe('readProblem', () => {
  it('takes what was written as JSON for what it was', () => {
    const problem = day();
    expect(readProblem(JSON.parse(JSON.stringify(problem)))).toEqual({ problem, faults: [] });
  });

  it('knows every field of every rule', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        expect(readProblem(JSON.parse(JSON.stringify(problem))).faults).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('names what is missing, misspelt or of another type', () => {
    const { jobs, ...rest } = onALine([{ at: 1 }]);
    const faultsOf = (json: unknown) => readProblem(json).faults.map(({ field, code }) => `${field} ${code}`);
    expect(faultsOf(rest)).toEqual(['jobs missing']);
    expect(faultsOf(null)).toEqual(['the problem unsupported']);
    expect(faultsOf({ ...rest, jobs: [{ ...jobs[0], placeIndex: undefined }] })).toEqual([
      'jobs[0].placeIndex missing',
    ]);
    expect(faultsOf({ ...rest, jobs: [{ ...jobs[0], serviceTime: 60 }] })).toEqual(['jobs[0].serviceTime unsupported']);
    expect(faultsOf({ ...rest, jobs: [{ ...jobs[0], windows: {} }] })).toEqual(['jobs[0].windows unsupported']);
    expect(faultsOf({ ...rest, jobs, objective: { levels: ['cost'] } })).toEqual(['objective.levels unsupported']);
  });
});
