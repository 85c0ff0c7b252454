import type { Problem as SolverProblem } from '@roundsman/routing-solver';
import type { DaySnapshot } from './day-snapshot.ts';

/** Who rides with whom, in the solver's words. */
export function companyOf({ jobs }: DaySnapshot): Pick<SolverProblem, 'together' | 'apart'> {
  const present = new Set(jobs.map(({ id }) => id));
  const pairs = jobs.flatMap(({ id, rides = [] }) =>
    rides
      .filter(({ jobId }) => present.has(jobId))
      .map(({ kind, jobId, priceMinor }) => ({
        kind,
        company: { jobIds: [id, jobId], ...(priceMinor === null ? {} : { price: priceMinor }) },
      })),
  );
  const of = (wanted: 'together' | 'apart') =>
    pairs.filter(({ kind }) => kind === wanted).map(({ company }) => company);
  return { together: of('together'), apart: of('apart') };
}
