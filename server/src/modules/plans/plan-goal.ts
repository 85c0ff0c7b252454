import type { PlanGoal } from '@roundsman/delivery-rules';
import type { Objective } from '@roundsman/routing-solver';
import type { SnapshotJob, SnapshotVehicle } from './day-snapshot.ts';

/** `punctual`: service starts so long before its window closes, or halfway through a short one. */
const IN_HAND_SECONDS = 1800;
const HOURS_OF_A_SHIFT = 8;
/** `fair`: an hour more on the longer of two days weighs as many hours' cost as that day is longer, halved. */
const FAIRNESS_SHARE = 0.5;
/** Where vehicles cost nothing, any weight above nothing evens them out. */
const FREE_HOUR_MINOR = 1000;

/** Levels of the solver's objective. A wish is worth its price in money; what nobody set costs nothing to ask for. */
export function objectiveOf(goal: PlanGoal, vehicles: readonly Pick<SnapshotVehicle, 'costs'>[]): Objective {
  const money = [{ term: 'cost' }, { term: 'soft' }, { term: 'changes' }] as const;
  switch (goal) {
    case 'cheapest':
      return { levels: [[{ term: 'unplaced' }], money] };
    case 'fewest_vehicles':
      return { levels: [[{ term: 'unplaced' }], [{ term: 'vehicles' }], money] };
    case 'fair':
      return {
        levels: [
          [{ term: 'unplaced' }],
          [...money, { term: 'fairness', weight: FAIRNESS_SHARE * meanHourMinor(vehicles) }],
        ],
      };
    case 'punctual':
      return { levels: [[{ term: 'unplaced' }], [{ term: 'lateness' }], money] };
  }
}

/** What an hour of a crew costs: its rate, and a share of what the vehicle costs for going out. */
function meanHourMinor(vehicles: readonly Pick<SnapshotVehicle, 'costs'>[]): number {
  const sum = vehicles.reduce((all, { costs }) => all + costs.perHourMinor + costs.fixedMinor / HOURS_OF_A_SHIFT, 0);
  return sum > 0 ? sum / vehicles.length : FREE_HOUR_MINOR;
}

/** `punctual`: starting later than this counts as late, though it is inside the window. Null for who may be served at any time. */
export function latestInHand({ windows, told }: Pick<SnapshotJob, 'windows' | 'told'>): number | null {
  const last = told ?? windows.toSorted((a, b) => a.to - b.to).at(-1);
  if (!last) return null;
  return last.to - Math.min(IN_HAND_SECONDS, Math.floor((last.to - last.from) / 2));
}
