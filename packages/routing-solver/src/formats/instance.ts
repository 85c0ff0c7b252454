import type { Job, Problem, Vehicle } from '../problem.ts';

export type Distances = 'truncated-1-decimal' | 'rounded-integer' | 'double' | 'explicit';
export type InstanceObjective = 'distance' | 'vehicles-then-distance';

/** What every format boils down to; stop 0 is the depot. Times and windows are in the file's units. */
export interface Instance {
  readonly name: string;
  readonly vehicles: number;
  readonly capacity: number;
  readonly stops: readonly InstanceStop[];
  /** In the file's units, row = from. */
  readonly distance: (from: number, to: number) => number;
}

export interface InstanceStop {
  readonly x: number;
  readonly y: number;
  /** Negative = taken out of the vehicle: the delivery of a pair. */
  readonly demand: number;
  readonly ready: number;
  readonly due: number;
  readonly service: number;
  /** Pickup and delivery: the stop that this one delivers to; 0 = none. */
  readonly deliversTo: number;
}

export function euclidean(stops: readonly { x: number; y: number }[], distances: Distances): Instance['distance'] {
  return (from, to) => {
    const length = Math.hypot(stops[from]!.x - stops[to]!.x, stops[from]!.y - stops[to]!.y);
    if (distances === 'truncated-1-decimal') return Math.floor(10 * length + 1e-9) / 10;
    return distances === 'rounded-integer' ? Math.floor(length + 0.5) : length;
  };
}

/** Solver units per unit of the file: distances become whole numbers. Doubles keep four decimals. */
export const SCALE: Readonly<Record<Distances, number>> = {
  'truncated-1-decimal': 10,
  'rounded-integer': 1,
  double: 10_000,
  explicit: 1,
};

/** The very input that a delivery day has: one place a stop, one shift a vehicle, a meter costs 1. */
export function toProblem(instance: Instance, distances: Distances, objective: InstanceObjective): Problem {
  const scale = SCALE[distances];
  const size = instance.stops.length;
  const meters = new Int32Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) meters[from * size + to] = Math.round(scale * instance.distance(from, to));
  }
  const scaled = (value: number) => Math.round(scale * value);
  const depot = instance.stops[0]!;
  const vehicle: Omit<Vehicle, 'id'> = {
    startPlaceIndex: 0,
    shifts: [{ startSeconds: scaled(depot.ready), endSeconds: scaled(depot.due) }],
    capacities: [instance.capacity],
    cost: { perKilometer: 1000 },
  };
  const delivered = new Set(instance.stops.map(({ deliversTo }) => deliversTo));
  const jobs = instance.stops.flatMap((stop, index): Job[] => {
    if (index === 0 || (delivered.has(index) && index > 0 && stop.demand <= 0 && stop.deliversTo === 0)) return [];
    const windows = (of: InstanceStop) => [{ startSeconds: scaled(of.ready), endSeconds: scaled(of.due) }];
    if (stop.deliversTo === 0) {
      const timed = Number.isFinite(stop.due);
      return [
        {
          id: String(index),
          kind: 'delivery',
          placeIndex: index,
          serviceSeconds: scaled(stop.service),
          amounts: [stop.demand],
          ...(timed && { windows: windows(stop) }),
        },
      ];
    }
    const target = instance.stops[stop.deliversTo]!;
    return [
      {
        id: String(stop.deliversTo),
        kind: 'shipment',
        placeIndex: stop.deliversTo,
        serviceSeconds: scaled(target.service),
        windows: windows(target),
        amounts: [stop.demand],
        pickup: { placeIndex: index, serviceSeconds: scaled(stop.service), windows: windows(stop) },
      },
    ];
  });
  return {
    places: instance.stops.map((_, index) => ({ id: String(index), matrixIndex: index })),
    matrix: { size, seconds: meters, meters },
    capacityDimensions: ['demand'],
    jobs,
    vehicles: Array.from({ length: Math.min(instance.vehicles, jobs.length) }, (_, index) => ({
      id: String(index),
      ...vehicle,
    })),
    objective: {
      levels:
        objective === 'distance'
          ? [[{ term: 'unplaced' }], [{ term: 'cost' }]]
          : [[{ term: 'unplaced' }], [{ term: 'vehicles' }], [{ term: 'cost' }]],
    },
  };
}
