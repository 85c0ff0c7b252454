import type { Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';

const MOST_STEPS = 1000;

/** Profiles have steps in order of time; vehicles name one that there is. */
export function validateTravelProfiles({ travelProfiles = [], vehicles }: Problem, list: FaultList): void {
  for (const [index, { steps }] of travelProfiles.entries()) {
    const field = `travelProfiles[${index}].steps`;
    if (steps.length === 0) list.add(field, 'missing', `${field} is empty; give at least one step.`);
    if (steps.length > MOST_STEPS) list.add(field, 'out_of_range', `A profile can have at most ${MOST_STEPS} steps.`);
    for (const [at, { fromSeconds, factor }] of steps.entries()) {
      list.integer(`${field}[${at}].fromSeconds`, fromSeconds, Number.MIN_SAFE_INTEGER);
      list.finite(`${field}[${at}].factor`, factor, 0.2, 5);
      const before = steps[at - 1];
      if (before && fromSeconds <= before.fromSeconds)
        list.add(`${field}[${at}].fromSeconds`, 'upside_down', `${field}[${at}] must begin after the step before it.`);
    }
  }
  for (const [index, { travelProfile }] of vehicles.entries()) {
    const field = `vehicles[${index}].travelProfile`;
    if (travelProfile === undefined || travelProfiles[travelProfile]) continue;
    list.add(field, 'unknown_reference', `${field} is ${travelProfile}; there are ${travelProfiles.length} profiles.`);
  }
}
