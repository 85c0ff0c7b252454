import type { PlanFinding } from '@roundsman/api-contract';
import type { Violation } from '@roundsman/routing-solver/checker';
import { inDispatchersWords } from './dispatchers-words.ts';
import { dayOf, type PlanRow } from './plan-rows.ts';

const MOST_SHOWN = 50;

/** What a clause of the checker looks at, in words that a dispatcher knows; the checker's own say seconds of no clock. */
const WORDS: Readonly<Record<string, string>> = {
  break: 'a break is missing or at a wrong time',
  driving_break: 'a rest after driving is missing',
  capacity: 'more is loaded than fits',
  load: 'what is on board is not counted rightly',
  completeness: 'a job is missing, or there twice',
  concession: 'a wish that is not kept is not counted rightly',
  cost: 'the cost is not counted rightly',
  objective: 'the cost is not counted rightly',
  lateness: 'lateness is not counted rightly',
  dock: 'more vehicles load at once than there are docks, or outside the opening hours',
  follows: 'a job comes before the one that it follows, or too long after',
  together: 'jobs that must ride together do not',
  apart: 'jobs that must not ride together do',
  locked_start: 'what was fixed already is changed',
  precedence: 'goods are brought before they are fetched',
  ready_time: 'goods leave before they are ready',
  reload: 'the vehicle loads again more often than it may',
  shift: 'the vehicle drives outside its shift',
  time_window: 'a customer’s window is not kept',
  travel: 'a time or a distance is not the roads’',
  vehicle: 'it may not ride on this vehicle, or the vehicle is not there',
  skill: 'a skill is missing on the vehicle',
  crew_size: 'the crew is too small',
  area: 'the vehicle leaves its territory',
  max_jobs: 'the vehicle has more jobs than it may',
  max_driving: 'the vehicle drives longer than it may',
  max_distance: 'the vehicle drives further than it may',
};

/** What the independent checker found wrong with a plan, first things first; empty = nothing. */
export function findingsOf(row: PlanRow): PlanFinding[] {
  const day = dayOf(row);
  return ((row.checkerFindings ?? []) as readonly Violation[])
    .slice(0, MOST_SHOWN)
    .map(({ rule, detail, vehicleId, jobId }) => {
      const vehicle = day.vehicles.find(({ id }) => id === vehicleId);
      const job = day.jobs.find(({ id }) => id === jobId);
      const subjects = [vehicle?.name, job?.code].filter(Boolean).join(', ');
      const words = WORDS[rule] ?? inDispatchersWords(day, detail).replace(/\.$/, '');
      return {
        rule,
        words: `${subjects ? `${subjects}: ${words}` : words[0]!.toUpperCase() + words.slice(1)}.`,
        vehicleId: vehicle?.id ?? null,
        jobId: job?.id ?? null,
      };
    });
}
