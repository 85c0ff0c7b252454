import { greatCircleMeters, type LonLat } from '@roundsman/units';
import type { House, Street } from './address-index.ts';
import { covers, type HouseNumber } from './house-number.ts';

/** How a number was found on its street, the surest first. */
export type NumberMatch = 'exact' | 'other_suffix' | 'interpolated' | 'nearby' | 'street' | 'not_asked';

export interface Spot {
  readonly match: NumberMatch;
  readonly point: LonLat;
  /** The house itself, or the one whose number is nearest; null when only the street is known. */
  readonly house: House | null;
  /** The true door should lie within this distance of the point, as far as the map can tell. */
  readonly withinMeters: number;
}

/** Numbers further away than this say nothing about where the asked one is. */
const NEARBY_NUMBERS = 6;

/** Where a number is on a street: several spots when the street has it more than once. */
export function locateHouse(street: Street, asked: HouseNumber | null): Spot[] {
  if (!asked) return [streetSpot(street, 'not_asked')];
  const exact = street.houses.filter(({ numbers }) => numbers.some((number) => covers(number, asked)));
  if (exact.length > 0) return exact.map((house) => ({ match: 'exact', point: house.point, house, withinMeters: 30 }));
  const sameNumber = street.houses.filter(({ numbers }) => numbers.some(({ number }) => number === asked.number));
  if (sameNumber.length > 0) {
    return sameNumber.map((house) => ({ match: 'other_suffix', point: house.point, house, withinMeters: 80 }));
  }
  return [betweenNeighbours(street, asked.number) ?? nearbyHouse(street, asked.number) ?? streetSpot(street, 'street')];
}

/** On the line between the next lower and the next higher number of the same side. */
function betweenNeighbours(street: Street, asked: number): Spot | null {
  const [lower, upper] = neighbours(street, asked);
  if (!lower || !upper) return null;
  const [low, high] = [lower.numbers[0]!.last, upper.numbers[0]!.number];
  const share = (asked - low) / (high - low);
  const point = {
    lon: lower.point.lon + (upper.point.lon - lower.point.lon) * share,
    lat: lower.point.lat + (upper.point.lat - lower.point.lat) * share,
  };
  const gap = greatCircleMeters(lower.point, upper.point);
  return {
    match: 'interpolated',
    point,
    house: share < 0.5 ? lower : upper,
    withinMeters: Math.max(40, gap),
  };
}

function neighbours(street: Street, asked: number): [House | null, House | null] {
  let lower: House | null = null;
  let upper: House | null = null;
  for (const house of street.houses) {
    const number = house.numbers[0];
    if (!number || (number.number - asked) % 2 !== 0) continue;
    if (number.last < asked) lower = house;
    else if (number.number > asked && !upper) upper = house;
  }
  return [lower, upper];
}

function nearbyHouse(street: Street, asked: number): Spot | null {
  let nearest: House | null = null;
  let least = NEARBY_NUMBERS + 1;
  for (const house of street.houses) {
    const difference = Math.abs((house.numbers[0]?.number ?? Number.POSITIVE_INFINITY) - asked);
    if (difference >= least) continue;
    nearest = house;
    least = difference;
  }
  return nearest ? { match: 'nearby', point: nearest.point, house: nearest, withinMeters: 60 + least * 25 } : null;
}

function streetSpot(street: Street, match: 'street' | 'not_asked'): Spot {
  return { match, point: street.middle, house: null, withinMeters: Math.max(50, street.spanMeters / 2) };
}
