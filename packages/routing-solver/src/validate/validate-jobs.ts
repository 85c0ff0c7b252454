import type { Job, Problem } from '../problem.ts';
import type { FaultList } from './fault-list.ts';
import { validateWindow, validateWindows } from './validate-windows.ts';

const MOST_SERVICE_SECONDS = 1 << 24;
const MOST_AMOUNT = 1_000_000_000;
const SOFT_RULE_PRICES = [
  'otherVehiclePrice',
  'forbiddenVehiclePrice',
  'missingSkillPrice',
  'missingOperatorPrice',
] as const;
const KINDS = new Set(['delivery', 'pickup', 'shipment']);

export function validateJobs(problem: Problem, list: FaultList): void {
  const seen = new Set<string>();
  const vehicles = new Set(problem.vehicles.map(({ id }) => id));
  for (const [index, job] of problem.jobs.entries()) {
    const field = `jobs[${index}]`;
    if (seen.has(job.id)) list.add(`${field}.id`, 'duplicate', `Two jobs have the id ${job.id}.`);
    seen.add(job.id);
    validateJob(problem, job, field, list);
    for (const name of ['allowedVehicleIds', 'forbiddenVehicleIds'] as const) {
      for (const [at, id] of (job[name] ?? []).entries()) {
        if (!vehicles.has(id)) list.add(`${field}.${name}[${at}]`, 'unknown_reference', `There is no vehicle ${id}.`);
      }
    }
  }
}

/** @param morePlaces places that are known beyond those of the problem. */
export function validateJob(problem: Problem, job: Job, field: string, list: FaultList, morePlaces = 0): void {
  const lastPlace = problem.places.length - 1 + morePlaces;
  const dimensions = problem.capacityDimensions?.length ?? 0;
  if (!KINDS.has(job.kind)) {
    list.add(`${field}.kind`, 'unsupported', `There is no kind "${job.kind}"; there are: ${[...KINDS].join(', ')}.`);
  }
  list.integer(`${field}.placeIndex`, job.placeIndex, 0, lastPlace);
  list.integer(`${field}.serviceSeconds`, job.serviceSeconds, 0, MOST_SERVICE_SECONDS);
  list.optionalInteger(`${field}.operators`, job.operators);
  list.optionalInteger(`${field}.priority`, job.priority, 0, 100);
  list.optionalInteger(`${field}.readySeconds`, job.readySeconds, Number.MIN_SAFE_INTEGER);
  list.optionalInteger(`${field}.promisedSeconds`, job.promisedSeconds, Number.MIN_SAFE_INTEGER);
  for (const name of SOFT_RULE_PRICES) list.optionalFinite(`${field}.${name}`, job[name]);
  validateWindows(`${field}.windows`, job.windows, list);
  list.optionalInteger(`${field}.told.position`, job.told?.position, Number.MIN_SAFE_INTEGER);
  if (job.told?.window) validateWindow(`${field}.told.window`, job.told.window, list);
  for (const [type, factor] of Object.entries(job.serviceFactorByVehicleType ?? {})) {
    list.finite(`${field}.serviceFactorByVehicleType.${type}`, factor, 0, 10);
  }
  for (const name of ['amounts', 'collectedAmounts'] as const) {
    const amounts = job[name] ?? [];
    if (job[name] && amounts.length !== dimensions) {
      const message = `${field} has ${amounts.length} ${name}; the problem has ${dimensions} capacity dimensions.`;
      list.add(`${field}.${name}`, 'wrong_size', message);
    }
    for (const [d, amount] of amounts.entries()) list.integer(`${field}.${name}[${d}]`, amount, 0, MOST_AMOUNT);
  }
  if (job.kind === 'pickup' && job.collectedAmounts) {
    const message = `${field} is a pickup: what it takes along are its amounts.`;
    list.add(`${field}.collectedAmounts`, 'unsupported', message);
  }
  if (job.kind === 'shipment') {
    if (job.pickup) {
      list.integer(`${field}.pickup.placeIndex`, job.pickup.placeIndex, 0, lastPlace);
      list.integer(`${field}.pickup.serviceSeconds`, job.pickup.serviceSeconds, 0, MOST_SERVICE_SECONDS);
      validateWindows(`${field}.pickup.windows`, job.pickup.windows, list);
    } else list.add(`${field}.pickup`, 'missing', `${field} is a shipment; it needs a pickup.`);
  } else if (job.pickup) {
    list.add(`${field}.pickup`, 'unsupported', `${field} is a ${job.kind}; only shipments have a pickup.`);
  }
  list.optionalInteger(`${field}.follows.minGapSeconds`, job.follows?.minGapSeconds, 0, MOST_SERVICE_SECONDS);
  list.optionalInteger(`${field}.follows.maxGapSeconds`, job.follows?.maxGapSeconds, 0, MOST_SERVICE_SECONDS);
  const { minGapSeconds: least = 0, maxGapSeconds: most = least } = job.follows ?? {};
  if (most < least) {
    const message = `The longest gap ${most} is shorter than the shortest ${least}.`;
    list.add(`${field}.follows.maxGapSeconds`, 'upside_down', message);
  }
}
