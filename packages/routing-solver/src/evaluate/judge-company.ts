import type { BrokenRule, Route } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { brokenPairs, ridesOf } from './concessions.ts';

/** Jobs that must ride together and do not, or must not and do. */
export function judgeCompany({ together, apart }: Problem, routes: readonly Route[]): BrokenRule[] {
  const rideOf = ridesOf(routes);
  return (['together', 'apart'] as const).flatMap((rule) =>
    ((rule === 'together' ? together : apart) ?? [])
      .filter(({ price }) => price === undefined)
      .flatMap(({ jobIds }) => brokenPairs(jobIds, rideOf, rule === 'together'))
      .map(([jobId, other]): BrokenRule => {
        const { vehicleId, shiftIndex } = routes[rideOf.get(jobId)!]!;
        const words = rule === 'together' ? 'must ride together' : 'must not ride together';
        return { rule, vehicleId, shiftIndex, jobId, by: 0, detail: `Jobs ${jobId} and ${other} ${words}.` };
      }),
  );
}
