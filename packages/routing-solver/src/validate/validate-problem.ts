import type { InputFault } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { FaultList } from './fault-list.ts';
import { validateCompany } from './validate-company.ts';
import { validateDocks } from './validate-docks.ts';
import { validateJobs } from './validate-jobs.ts';
import { validateLinks } from './validate-links.ts';
import { validateLockedStarts } from './validate-locked-starts.ts';
import { validateMatrix } from './validate-matrix.ts';
import { validateTimeSpan } from './validate-time-span.ts';
import { validateTravelProfiles } from './validate-travel-profiles.ts';
import { validateVehicles } from './validate-vehicles.ts';

const MOST_DIMENSIONS = 16;
const TERMS = new Set(['unplaced', 'vehicles', 'cost', 'lateness', 'soft', 'changes', 'fairness']);

/** Every fault of the input by field (the first hundred), before any search. Empty = good. */
export function validateProblem(problem: Problem): InputFault[] {
  const list = new FaultList();
  validateMatrix(problem, list);
  validatePlaces(problem, list);
  if ((problem.capacityDimensions?.length ?? 0) > MOST_DIMENSIONS) {
    list.add('capacityDimensions', 'out_of_range', `At most ${MOST_DIMENSIONS} capacity dimensions are possible.`);
  }
  validateVehicles(problem, list);
  validateTravelProfiles(problem, list);
  validateHomesAreHubs(problem, list);
  validateJobs(problem, list);
  validateLinks(problem, list);
  validateCompany(problem, list);
  validateDocks(problem, list);
  validateTimeSpan(problem, list);
  validateObjective(problem, list);
  if (list.faults.length === 0) validateLockedStarts(problem, list);
  return list.faults;
}

function validatePlaces({ places, matrix }: Problem, list: FaultList): void {
  const seen = new Set<string>();
  for (const [index, place] of places.entries()) {
    list.integer(`places[${index}].matrixIndex`, place.matrixIndex, 0, matrix.size - 1);
    if (seen.has(place.id)) list.add(`places[${index}].id`, 'duplicate', `Two places have the id ${place.id}.`);
    seen.add(place.id);
  }
}

/** Legs from and to them are on every route, whatever it serves. */
function validateHomesAreHubs({ matrix, places, vehicles }: Problem, list: FaultList): void {
  if (!matrix.listed || list.faults.length > 0) return;
  const hubs = new Set(matrix.listed.hubs);
  for (const [index, { startPlaceIndex, endPlaceIndex, reload }] of vehicles.entries()) {
    const homes = { startPlaceIndex, endPlaceIndex, 'reload.placeIndex': reload?.placeIndex };
    for (const [name, place] of Object.entries(homes)) {
      if (place === undefined || place === null || hubs.has(places[place]!.matrixIndex)) continue;
      const field = `vehicles[${index}].${name}`;
      list.add(field, 'unsupported', `${field} is place ${place}, which must be among matrix.listed.hubs.`);
    }
  }
}

function validateObjective({ objective }: Problem, list: FaultList): void {
  for (const [level, terms] of (objective?.levels ?? []).entries()) {
    for (const [index, { term, weight }] of terms.entries()) {
      const field = `objective.levels[${level}][${index}]`;
      if (!TERMS.has(term)) {
        list.add(`${field}.term`, 'unsupported', `There is no term "${term}"; there are: ${[...TERMS].join(', ')}.`);
      }
      list.optionalFinite(`${field}.weight`, weight);
      if (term === 'cost' && weight === 0) {
        list.add(
          `${field}.weight`,
          'out_of_range',
          'Cost needs a weight above 0; leave the term out to have it decide ties only.',
        );
      }
    }
  }
}
