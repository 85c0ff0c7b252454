import type { LonLat } from '@roundsman/units';
import { seededRandom } from '../roads/places.ts';

/** A day at real addresses; place 0 is the depot, times are seconds after it opens. */
export interface RoadInstance extends RoadDay {
  /** Driving seconds, row = from. */
  readonly seconds: ArrayLike<number>;
}

interface RoadDay {
  readonly name: string;
  readonly capacity: number;
  readonly places: readonly LonLat[];
  readonly demands: readonly number[];
  /** null: nobody says when, and service takes no time. */
  readonly times: readonly { readonly service: number; readonly from: number; readonly to: number }[] | null;
}

const DAY_SECONDS = 10 * 3600;
/** Of a demand. */
const MEAN = 10.5;

/** Addresses without repetition, demands of 1 to 20; with windows two stops of three have one of one to four hours. */
export function drawDay(
  addresses: readonly LonLat[],
  { stops, windows, seed }: { readonly stops: number; readonly windows: boolean; readonly seed: number },
): RoadDay {
  const random = seededRandom(seed);
  const left = [...addresses];
  const places = Array.from({ length: stops + 1 }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const demands = places.map((_, index) => (index === 0 ? 0 : whole(1, 20)));
  // 14 stops a route at 200, 26 at 670: both short and long routes are among the instances.
  const capacity = Math.round(MEAN * Math.sqrt(stops) * (windows ? 0.85 : 1));
  const window = () => {
    const length = 3600 * whole(1, 4);
    const from = 900 * whole(0, (DAY_SECONDS - length) / 900);
    return { from, to: from + length };
  };
  const allDay = { from: 0, to: DAY_SECONDS };
  const times = windows
    ? places.map((_, index) =>
        index === 0
          ? { service: 0, ...allDay }
          : { service: 60 * whole(2, 10), ...(random() < 2 / 3 ? window() : allDay) },
      )
    : null;
  return { name: `road-${windows ? 't' : 'c'}${stops}`, capacity, places, demands, times };
}

/** VRPLIB text of the form that the EURO-NeurIPS competition of 2022 used; coordinates are millionths of a degree. */
export function writeExplicit({ name, capacity, places, demands, times, seconds }: RoadInstance): string {
  const size = places.length;
  const section = (title: string, row: (index: number) => readonly number[]) => [
    title,
    ...places.map((_, index) => [index + 1, ...row(index)].join(' ')),
  ];
  const millionths = (degrees: number) => Math.round(degrees * 1e6);
  return [
    `NAME : ${name}`,
    'COMMENT : Liechtenstein, driving seconds by road, © OpenStreetMap contributors (ODbL)',
    `TYPE : ${times ? 'VRPTW' : 'CVRP'}`,
    `DIMENSION : ${size}`,
    `CAPACITY : ${capacity}`,
    'EDGE_WEIGHT_TYPE : EXPLICIT',
    'EDGE_WEIGHT_FORMAT : FULL_MATRIX',
    ...section('NODE_COORD_SECTION', (index) => [millionths(places[index]!.lon), millionths(places[index]!.lat)]),
    'EDGE_WEIGHT_SECTION',
    ...places.map((_, from) => Array.from({ length: size }, (__, to) => wayOf(seconds, from * size + to)).join(' ')),
    ...section('DEMAND_SECTION', (index) => [demands[index]!]),
    ...(times
      ? [
          ...section('SERVICE_TIME_SECTION', (index) => [times[index]!.service]),
          ...section('TIME_WINDOW_SECTION', (index) => [times[index]!.from, times[index]!.to]),
        ]
      : []),
    'DEPOT_SECTION',
    '1',
    '-1',
    'EOF',
    '',
  ].join('\n');
}

/** @throws Error where there is no way: the format has no word for it. */
function wayOf(seconds: ArrayLike<number>, at: number): number {
  const found = seconds[at]!;
  if (found < 0) throw new Error('There is no way between two of the addresses.');
  return found;
}
