import type { InputFault } from '../../plan.ts';
import type { Job, Problem, Vehicle } from '../../problem.ts';
import { FaultList } from '../../validate/fault-list.ts';
import { readVroomSteps } from './read-vroom-plan.ts';
import type { VroomInput, VroomJob, VroomShipment, VroomStep, VroomVehicle, VroomWindow } from './vroom-shapes.ts';
import { readTravel, type StraightLine, type VroomTravel } from './vroom-travel.ts';

export interface VroomOptions {
  /** For files with coordinates and no matrices. */
  readonly straightLine?: StraightLine;
}

/** A VROOM file as a problem, with what is needed to answer in VROOM's words. */
export interface VroomCase {
  readonly problem: Problem;
  readonly input: VroomInput;
  readonly travel: VroomTravel;
  /** What the problem cannot say; empty = go on. */
  readonly faults: readonly InputFault[];
  /** What is understood a little differently than VROOM does. */
  readonly notes: readonly string[];
}

/** VROOM's cost of one second: 3,600 an hour by default, of driving only. */
const DEFAULT_PER_HOUR = 3600;
/** Without any window the day is this long; VROOM's is endless. */
const LONG_DAY_SECONDS = 10_000_000;
const MARGIN_SECONDS = 864_000;

/**
 * Reads VROOM's input JSON. Its cost of an arc (travel time, unless the file gives `costs` or prices kilometers) becomes the "meters"
 * of the problem, so that its users compare like with like: cost 1 there is cost 1 here.
 */
export function readVroom(json: unknown, options: VroomOptions = {}): VroomCase {
  const list = new FaultList();
  const notes = new Set<string>();
  const input = shapeOf(json, list);
  const travel = readTravel(input, options.straightLine, list);
  const dimensions = input.vehicles.reduce((most, { capacity }) => Math.max(most, capacity?.length ?? 0), 0);
  const rates = readRates(input, travel, list);
  const day = daySpan(input);
  const nowhere = travel.size;
  const vehicles = input.vehicles.map((vehicle, index): Vehicle => {
    const field = `vehicles[${index}]`;
    const row = (side: 'start' | 'end') =>
      vehicle[`${side}_index`] === undefined && vehicle[side] === undefined
        ? null
        : travel.rowOf(placeOf(vehicle[side], vehicle[`${side}_index`]), `${field}.${side}`);
    const speed = vehicle.speed_factor ?? 1;
    const [from, to] = vehicle.time_window ?? day;
    if (vehicle.max_distance !== undefined)
      list.add(
        `${field}.max_distance`,
        'unsupported',
        'max_distance: a problem read from VROOM counts cost, not meters.',
      );
    if (vehicle.costs?.per_task_hour) notes.add('per_task_hour is not counted.');
    return {
      id: String(vehicle.id),
      startPlaceIndex: row('start') ?? nowhere,
      endPlaceIndex: row('end'),
      shifts: [{ startSeconds: from, endSeconds: to, breaks: breaksOf(vehicle, [from, to], notes) }],
      ...(dimensions > 0 && { capacities: padded(vehicle.capacity, dimensions) }),
      skills: (vehicle.skills ?? []).map(String),
      ...(vehicle.max_tasks !== undefined && { maxJobs: vehicle.max_tasks }),
      ...(vehicle.max_travel_time !== undefined && { maxDrivingSeconds: vehicle.max_travel_time }),
      travelTimeFactor: 1 / speed,
      cost: { fixed: vehicle.costs?.fixed ?? 0, perKilometer: 1000 * rates.ofVehicle(vehicle) },
    };
  });
  const jobs = [
    ...(input.jobs ?? []).map((job, index) => readJob(job, `jobs[${index}]`, travel, dimensions, notes)),
    ...(input.shipments ?? []).map((each, index) =>
      readShipment(each, `shipments[${index}]`, travel, dimensions, notes),
    ),
  ];
  const started = input.vehicles.flatMap(({ id, steps }, index) =>
    steps ? [{ vehicleId: String(id), stops: readVroomSteps(input, steps, `vehicles[${index}].steps`, list) }] : [],
  );
  const problem: Problem = {
    places: Array.from({ length: travel.size + 1 }, (_, row) => ({ id: String(row), matrixIndex: row })),
    matrix: withNowhere(travel.size, travel.seconds, rates.arcs),
    ...(dimensions > 0 && { capacityDimensions: Array.from({ length: dimensions }, (_, d) => `amount ${d}`) }),
    jobs,
    vehicles,
    ...(started.length > 0 && { givenPlan: { routes: started } }),
    objective: { levels: [[{ term: 'unplaced' }], [{ term: 'cost' }]] },
  };
  return { problem, input, travel, faults: list.faults, notes: [...notes] };
}

function shapeOf(json: unknown, list: FaultList): VroomInput {
  const isObject = typeof json === 'object' && json !== null;
  const parts = (isObject ? json : {}) as Partial<Record<keyof VroomInput, unknown>>;
  for (const name of ['jobs', 'shipments', 'vehicles'] as const) {
    if (parts[name] === undefined ? name === 'vehicles' : !Array.isArray(parts[name]))
      list.add(name, 'missing', `${name} must be a list.`);
  }
  if (list.faults.length > 0) return { vehicles: [] };
  for (const [index, shipment] of ((parts.shipments ?? []) as Partial<VroomShipment>[]).entries()) {
    if (!shipment.pickup || !shipment.delivery)
      list.add(`shipments[${index}]`, 'missing', `shipments[${index}] needs a pickup and a delivery.`);
  }
  return list.faults.length > 0 ? { vehicles: [] } : (json as VroomInput);
}

const placeOf = (location: VroomVehicle['start'], index: number | undefined) => ({
  ...(location && { location }),
  ...(index !== undefined && { location_index: index }),
});

/** Cost of each arc for the first vehicle, and how many times that every other pays. */
function readRates({ vehicles }: VroomInput, travel: VroomTravel, list: FaultList) {
  const first = vehicles[0]?.costs ?? {};
  const perSecond = (first.per_hour ?? DEFAULT_PER_HOUR) / 3600;
  const perMeter = (first.per_km ?? 0) / 1000;
  const seconds = travel.seconds;
  const arcs = travel.costs ?? seconds.map((each, at) => Math.round(each * perSecond + travel.meters[at]! * perMeter));
  for (const [index, { costs = {} }] of vehicles.entries()) {
    const same = (costs.per_km ?? 0) * perSecond * 3600 === perMeter * 1000 * (costs.per_hour ?? DEFAULT_PER_HOUR);
    if (travel.costs === null && !same) {
      const field = `vehicles[${index}].costs`;
      list.add(
        field,
        'unsupported',
        `${field}: per_km and per_hour must stand in the same proportion for all vehicles.`,
      );
    }
  }
  const ofVehicle = ({ costs = {}, speed_factor: speed = 1 }: VroomVehicle) => {
    if (travel.costs) return 1;
    const scale = perSecond > 0 ? (costs.per_hour ?? DEFAULT_PER_HOUR) / 3600 / perSecond : 1;
    return perMeter > 0 ? scale : scale / speed;
  };
  return { arcs, ofVehicle };
}

/** One more row and column at distance 0, where vehicles begin that begin at their first job. */
function withNowhere(size: number, seconds: ArrayLike<number>, meters: ArrayLike<number>): Problem['matrix'] {
  const wide = size + 1;
  const widen = (values: ArrayLike<number>) =>
    Int32Array.from({ length: wide * wide }, (_, at) => {
      const [from, to] = [Math.floor(at / wide), at % wide];
      return from < size && to < size ? values[from * size + to]! : 0;
    });
  return { size: wide, seconds: widen(seconds), meters: widen(meters) };
}

/** From before the first window to after the last one. */
function daySpan({ jobs = [], shipments = [], vehicles }: VroomInput): VroomWindow {
  const steps = [...jobs, ...shipments.flatMap(({ pickup, delivery }) => [pickup, delivery])];
  const windows = [
    ...steps.flatMap(({ time_windows }) => time_windows ?? []),
    ...vehicles.flatMap(({ time_window }) => (time_window ? [time_window] : [])),
  ];
  if (windows.length === 0) return [0, LONG_DAY_SECONDS];
  const from = Math.min(...windows.map(([start]) => start));
  return [Math.max(0, from - MARGIN_SECONDS), Math.max(...windows.map(([, end]) => end)) + MARGIN_SECONDS];
}

function breaksOf({ breaks = [] }: VroomVehicle, shift: VroomWindow, notes: Set<string>) {
  return breaks
    .map(({ id, time_windows: windows = [shift], service = 0, max_load }) => {
      if (windows.length > 1) notes.add('Of several windows of a break the first is used.');
      if (max_load) notes.add('max_load of breaks is not looked at.');
      const [earliest, latest] = windows[0] ?? shift;
      return {
        id: String(id),
        earliestStartSeconds: earliest,
        latestStartSeconds: latest,
        durationSeconds: service,
      };
    })
    .sort((a, b) => a.earliestStartSeconds - b.earliestStartSeconds);
}

const padded = (amounts: readonly number[] | undefined, dimensions: number) =>
  Array.from({ length: dimensions }, (_, d) => amounts?.[d] ?? 0);

function readJob(job: VroomJob, field: string, travel: VroomTravel, dimensions: number, notes: Set<string>): Job {
  const brings = job.delivery ?? job.amount;
  const isPickup = brings === undefined && job.pickup !== undefined;
  return {
    id: `job ${job.id}`,
    kind: isPickup ? 'pickup' : 'delivery',
    ...stepOf(job, field, travel, notes),
    ...(dimensions > 0 && { amounts: padded(isPickup ? job.pickup : brings, dimensions) }),
    ...(dimensions > 0 && !isPickup && job.pickup && { collectedAmounts: padded(job.pickup, dimensions) }),
    skills: (job.skills ?? []).map(String),
    priority: job.priority ?? 0,
  };
}

function readShipment(
  shipment: VroomShipment,
  field: string,
  travel: VroomTravel,
  dimensions: number,
  notes: Set<string>,
): Job {
  return {
    id: `shipment ${shipment.pickup.id} ${shipment.delivery.id}`,
    kind: 'shipment',
    ...stepOf(shipment.delivery, `${field}.delivery`, travel, notes),
    pickup: stepOf(shipment.pickup, `${field}.pickup`, travel, notes),
    ...(dimensions > 0 && { amounts: padded(shipment.amount, dimensions) }),
    skills: (shipment.skills ?? []).map(String),
    priority: shipment.priority ?? 0,
  };
}

function stepOf(step: VroomStep, field: string, travel: VroomTravel, notes: Set<string>) {
  if (step.setup) notes.add('setup counts at every stop, also at the second of two at one place.');
  return {
    placeIndex: travel.rowOf(step, field),
    serviceSeconds: (step.service ?? 0) + (step.setup ?? 0),
    windows: (step.time_windows ?? []).map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
  };
}
