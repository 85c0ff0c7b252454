import type { FaultList } from '../../validate/fault-list.ts';
import type { VroomInput, VroomMatrices, VroomPlace } from './vroom-shapes.ts';

/** Rows and columns of one square table for all vehicles. */
export interface VroomTravel {
  readonly size: number;
  readonly seconds: Int32Array;
  readonly meters: Int32Array;
  /** VROOM's own cost of an arc where the file gives one. */
  readonly costs: Int32Array | null;
  /** Row of a place; reports what has none. */
  rowOf(place: VroomPlace, field: string): number;
  readonly coordinates: ReadonlyMap<number, readonly [lon: number, lat: number]>;
}

export interface StraightLine {
  readonly metersPerSecond: number;
  /** Roads against the crow. */
  readonly detourFactor: number;
}

const EARTH_RADIUS_METERS = 6_371_000;

/** Travel from the file's own matrices; by straight line only when that is asked for. */
export function readTravel(input: VroomInput, straightLine: StraightLine | undefined, list: FaultList): VroomTravel {
  const profiles = new Set(input.vehicles.map(({ profile }) => profile ?? 'car'));
  if (profiles.size > 1) {
    const names = [...profiles].join(', ');
    list.add('vehicles', 'unsupported', `There are ${profiles.size} profiles (${names}); one problem has one matrix.`);
  }
  const matrices = input.matrices?.[[...profiles][0] ?? 'car'];
  if (matrices?.durations) return fromMatrices(matrices, matrices.durations, list);
  if (straightLine) return fromCoordinates(input, straightLine, list);
  const message = 'There are no matrices for the profile: add them, or ask for travel by straight line.';
  if (list.faults.length === 0) list.add('matrices', 'missing', message);
  return { ...EMPTY, rowOf: () => 0 };
}

const EMPTY = {
  size: 0,
  seconds: new Int32Array(0),
  meters: new Int32Array(0),
  costs: null,
  coordinates: new Map<number, readonly [number, number]>(),
};

function fromMatrices(matrices: VroomMatrices, durations: NonNullable<VroomMatrices['durations']>, list: FaultList) {
  const size = durations.length;
  for (const name of ['durations', 'distances', 'costs'] as const) {
    const rows = matrices[name];
    if (!rows || (rows.length === size && rows.every((row) => row.length === size))) continue;
    list.add(`matrices.${name}`, 'wrong_size', `${name} must be ${size} rows of ${size}.`);
  }
  const flat = (rows: readonly (readonly number[])[]) => Int32Array.from(rows.flat());
  const seconds = flat(durations);
  const coordinates = new Map<number, readonly [number, number]>();
  const rowOf = (place: VroomPlace, field: string) => {
    const row = place.location_index;
    if (row === undefined || !(row >= 0 && row < size)) {
      list.add(field, 'out_of_range', `${field} has location_index ${row}; the matrix has rows 0 to ${size - 1}.`);
      return 0;
    }
    if (place.location) coordinates.set(row, place.location);
    return row;
  };
  return {
    size,
    seconds,
    meters: matrices.distances ? flat(matrices.distances) : new Int32Array(size * size),
    costs: matrices.costs ? flat(matrices.costs) : null,
    rowOf,
    coordinates,
  };
}

function fromCoordinates(input: VroomInput, line: StraightLine, list: FaultList): VroomTravel {
  const rows = new Map<string, number>();
  const points: (readonly [lon: number, lat: number])[] = [];
  const rowOf = ({ location }: VroomPlace, field: string) => {
    if (!location) {
      list.add(field, 'missing', `${field} has no location; straight lines need coordinates.`);
      return 0;
    }
    const key = location.join();
    const row = rows.get(key) ?? points.length;
    if (row === points.length) {
      rows.set(key, row);
      points.push(location);
    }
    return row;
  };
  for (const each of everyPlace(input)) if (each.location) rowOf(each, '');
  const size = points.length;
  const seconds = new Int32Array(size * size);
  const meters = new Int32Array(size * size);
  for (const [from, a] of points.entries()) {
    for (const [to, b] of points.entries()) {
      const length = line.detourFactor * greatCircleMeters(a, b);
      meters[from * size + to] = Math.round(length);
      seconds[from * size + to] = Math.round(length / line.metersPerSecond);
    }
  }
  return { size, seconds, meters, costs: null, rowOf, coordinates: new Map(points.entries()) };
}

function everyPlace({ jobs, shipments, vehicles }: VroomInput): VroomPlace[] {
  const ends = vehicles.flatMap(({ start, end }) => [start, end]).filter((each) => each !== undefined);
  return [
    ...ends.map((location) => ({ location })),
    ...(jobs ?? []),
    ...(shipments ?? []).flatMap(({ pickup, delivery }) => [pickup, delivery]),
  ];
}

function greatCircleMeters(a: readonly [number, number], b: readonly [number, number]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [dLat, dLon] = [radians(b[1] - a[1]), radians(b[0] - a[0])];
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}
