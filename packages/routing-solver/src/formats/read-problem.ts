import type { InputFault } from '../plan.ts';
import type { Problem } from '../problem.ts';

/** What stands in a field: 'number', 'string', 'numbers' …, a shape of its own, or a list of such. A '?' at the end of a name = optional. */
type Kind = 'number' | 'string' | 'numbers' | 'strings' | 'numberByName' | 'numberOrNull' | Shape | readonly [Shape];
interface Shape {
  readonly [field: string]: Kind;
}

const window: Shape = { startSeconds: 'number', endSeconds: 'number' };
const stops: readonly [Shape] = [{ kind: 'string', 'jobId?': 'string' }];
const company: readonly [Shape] = [{ jobIds: 'strings', 'price?': 'number' }];

const PROBLEM: Shape = {
  places: [{ id: 'string', matrixIndex: 'number' }],
  matrix: {
    size: 'number',
    seconds: 'numbers',
    meters: 'numbers',
    'listed?': { firstArc: 'numbers', to: 'numbers', hubs: 'numbers' },
  },
  'capacityDimensions?': 'strings',
  jobs: [
    {
      id: 'string',
      kind: 'string',
      placeIndex: 'number',
      'windows?': [window],
      serviceSeconds: 'number',
      'serviceFactorByVehicleType?': 'numberByName',
      'amounts?': 'numbers',
      'collectedAmounts?': 'numbers',
      'skills?': 'strings',
      'operators?': 'number',
      'priority?': 'number',
      'allowedVehicleIds?': 'strings',
      'forbiddenVehicleIds?': 'strings',
      'otherVehiclePrice?': 'number',
      'forbiddenVehiclePrice?': 'number',
      'missingSkillPrice?': 'number',
      'missingOperatorPrice?': 'number',
      'readySeconds?': 'number',
      'promisedSeconds?': 'number',
      'area?': 'string',
      'told?': { 'vehicleId?': 'string', 'position?': 'number', 'window?': window },
      'pickup?': { placeIndex: 'number', serviceSeconds: 'number', 'windows?': [window] },
      'follows?': { jobId: 'string', 'minGapSeconds?': 'number', 'maxGapSeconds?': 'number' },
    },
  ],
  vehicles: [
    {
      id: 'string',
      'type?': 'string',
      startPlaceIndex: 'number',
      'endPlaceIndex?': 'numberOrNull',
      shifts: [
        {
          ...window,
          'breaks?': [
            { id: 'string', earliestStartSeconds: 'number', latestStartSeconds: 'number', durationSeconds: 'number' },
          ],
          'overtimeFromSeconds?': 'number',
        },
      ],
      'capacities?': 'numbers',
      'skills?': 'strings',
      'crewSize?': 'number',
      'maxJobs?': 'number',
      'maxDrivingSeconds?': 'number',
      'maxDistanceMeters?': 'number',
      'limitPrices?': {
        'perJob?': 'number',
        'perDrivingHour?': 'number',
        'perKilometer?': 'number',
        'perUnit?': 'numberByName',
      },
      'areas?': 'strings',
      'outsideAreasPrice?': 'number',
      'cost?': { 'fixed?': 'number', 'perKilometer?': 'number', 'perHour?': 'number', 'overtimePerHour?': 'number' },
      'travelTimeFactor?': 'number',
      'travelProfile?': 'number',
      'serviceTimeFactor?': 'number',
      'drivingBreak?': { afterSeconds: 'number', durationSeconds: 'number' },
      'reload?': { placeIndex: 'number', serviceSeconds: 'number', maxReloads: 'number', 'windows?': [window] },
    },
  ],
  'lockedStarts?': [{ vehicleId: 'string', 'shiftIndex?': 'number', stops }],
  'givenPlan?': { routes: [{ vehicleId: 'string', 'shiftIndex?': 'number', stops }] },
  'docks?': [
    { placeIndex: 'number', count: 'number', loadSeconds: 'number', 'windows?': [window], 'price?': 'number' },
  ],
  'travelProfiles?': [{ steps: [{ fromSeconds: 'number', factor: 'number' }] }],
  'together?': company,
  'apart?': company,
  'changePrices?': { 'vehicle?': 'number', 'order?': 'number', 'window?': 'number' },
  'objective?': {},
};

/** More would not help anybody. */
const MOST_FAULTS = 100;

/**
 * A problem from JSON that anybody may have written: fields that are missing, misspelt or of another type are named. What the numbers mean
 * is for `validateProblem` to judge.
 */
export function readProblem(json: unknown): { problem: Problem; faults: readonly InputFault[] } {
  const faults: InputFault[] = [];
  look(json, PROBLEM, '', faults);
  if (faults.length === 0) lookAtObjective(json as Problem, faults);
  // With no fault found the value has the shape of a problem.
  return { problem: json as Problem, faults };
}

function look(value: unknown, kind: Kind, field: string, faults: InputFault[]): void {
  if (faults.length >= MOST_FAULTS) return;
  if (typeof kind === 'string') {
    if (!isOf(kind, value)) faults.push(wrongType(field, WORDS[kind], value));
  } else if (isList(kind)) {
    if (!Array.isArray(value)) faults.push(wrongType(field, 'a list', value));
    else for (const [index, each] of value.entries()) look(each, kind[0], `${field}[${index}]`, faults);
  } else lookIntoObject(value, kind, field, faults);
}

function lookIntoObject(value: unknown, shape: Shape, field: string, faults: InputFault[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.push(wrongType(field || 'the problem', 'an object', value));
    return;
  }
  const path = (name: string) => (field === '' ? name : `${field}.${name}`);
  const known = new Set<string>();
  for (const [entry, kind] of Object.entries(shape)) {
    const optional = entry.endsWith('?');
    const name = optional ? entry.slice(0, -1) : entry;
    known.add(name);
    const found = (value as Record<string, unknown>)[name];
    if (found !== undefined) look(found, kind, path(name), faults);
    else if (!optional) faults.push({ field: path(name), code: 'missing', message: `${path(name)} is missing.` });
  }
  if (known.size === 0) return;
  for (const name of Object.keys(value)) {
    if (known.has(name)) continue;
    const message = `There is no field ${path(name)}; there are: ${[...known].join(', ')}.`;
    faults.push({ field: path(name), code: 'unsupported', message });
  }
}

function lookAtObjective({ objective }: Problem, faults: InputFault[]): void {
  if (objective === undefined) return;
  const isTerm = (term: unknown) => typeof term === 'object' && term !== null && 'term' in term;
  const { levels } = objective as { levels?: unknown };
  const good = Array.isArray(levels) && levels.every((level) => Array.isArray(level) && level.every(isTerm));
  if (!good) faults.push(wrongType('objective.levels', 'a list of lists of { term, weight }', levels));
}

const WORDS = {
  number: 'a number',
  string: 'text',
  numbers: 'a list of numbers',
  strings: 'a list of texts',
  numberByName: 'an object of numbers',
  numberOrNull: 'a number or null',
};

function isOf(kind: keyof typeof WORDS, value: unknown): boolean {
  switch (kind) {
    case 'number':
    case 'string':
      return typeof value === kind;
    case 'numberOrNull':
      return value === null || typeof value === 'number';
    case 'numberByName':
      return typeof value === 'object' && value !== null && Object.values(value).every((each) => isOf('number', each));
    case 'numbers':
      return Array.isArray(value) && value.every((each) => typeof each === 'number');
    case 'strings':
      return Array.isArray(value) && value.every((each) => typeof each === 'string');
  }
}

const isList = (kind: Shape | readonly [Shape]): kind is readonly [Shape] => Array.isArray(kind);

function wrongType(field: string, wanted: string, value: unknown): InputFault {
  const found = JSON.stringify(value)?.slice(0, 40) ?? 'nothing';
  return { field, code: 'unsupported', message: `${field} must be ${wanted}; it is ${found}.` };
}
