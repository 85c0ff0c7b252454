import { greatCircleMeters, type LonLat } from '@roundsman/units';
import Flatbush from 'flatbush';
import type { AddressIndex, House, Street } from './address-index.ts';
import type { ReverseAnswer } from './geocoder.ts';
import { cityOf, labelled } from './matched-address.ts';

/** Within this an address is where one stands; beyond it the street says more. */
const AT_ADDRESS_METERS = 75;
const MAX_METERS = 1_000;
const METERS_PER_DEGREE = 111_195;

interface Segment {
  readonly street: Street;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** The nearest address, street or place to a point. */
export class ReverseIndex {
  readonly #index: AddressIndex;
  readonly #houses: readonly { street: Street; house: House }[];
  readonly #houseTree: Flatbush | null;
  readonly #segments: readonly Segment[];
  readonly #segmentTree: Flatbush | null;

  constructor(index: AddressIndex) {
    this.#index = index;
    this.#houses = index.streets.flatMap((street) =>
      street.houses.filter(({ numbers }) => numbers.length > 0).map((house) => ({ street, house })),
    );
    this.#houseTree = treeOf(
      this.#houses.map(({ house }) => [house.point.lon, house.point.lat, house.point.lon, house.point.lat]),
    );
    this.#segments = index.streets.flatMap(segmentsOf);
    this.#segmentTree = treeOf(
      this.#segments.map(({ from, to }) => [
        Math.min(from[0], to[0]),
        Math.min(from[1], to[1]),
        Math.max(from[0], to[0]),
        Math.max(from[1], to[1]),
      ]),
    );
  }

  nearest(point: LonLat): ReverseAnswer | null {
    const house = this.#nearestHouse(point);
    if (house && house.distanceMeters <= AT_ADDRESS_METERS) return house;
    const street = this.#nearestStreet(point);
    const closest = [house, street]
      .filter((answer) => answer !== null)
      .sort((a, b) => a.distanceMeters - b.distanceMeters)[0];
    if (closest && closest.distanceMeters <= MAX_METERS) return closest;
    return this.#nearestPlace(point);
  }

  #nearestHouse(point: LonLat): ReverseAnswer | null {
    let best: ReverseAnswer | null = null;
    for (const at of this.#around(this.#houseTree, point, 12)) {
      const { street, house } = this.#houses[at]!;
      const distanceMeters = greatCircleMeters(point, house.point);
      if (best && best.distanceMeters <= distanceMeters) continue;
      const { number, city, country } = house.address;
      const address = labelled({
        street: street.name,
        houseNumber: number,
        postcode: house.postcode,
        city: cityOf(city, street.municipality),
        country,
      });
      best = { address, kind: 'address', point: house.point, distanceMeters };
    }
    return best;
  }

  #nearestStreet(point: LonLat): ReverseAnswer | null {
    let best: ReverseAnswer | null = null;
    for (const at of this.#around(this.#segmentTree, point, 24)) {
      const { street, from, to } = this.#segments[at]!;
      const foot = footOn(point, from, to);
      const distanceMeters = greatCircleMeters(point, foot);
      if (best && best.distanceMeters <= distanceMeters) continue;
      const address = labelled({
        street: street.name,
        houseNumber: null,
        postcode: null,
        city: street.municipality,
        country: street.country,
      });
      best = { address, kind: 'street', point: foot, distanceMeters };
    }
    return best;
  }

  #nearestPlace(point: LonLat): ReverseAnswer | null {
    let best: ReverseAnswer | null = null;
    for (const locality of this.#index.localities) {
      const distanceMeters = greatCircleMeters(point, locality.point);
      if (distanceMeters > MAX_METERS || (best && best.distanceMeters <= distanceMeters)) continue;
      const address = labelled({ street: null, houseNumber: null, postcode: null, city: locality.name, country: null });
      best = { address, kind: 'place', point: locality.point, distanceMeters };
    }
    return best;
  }

  /** The nearest boxes by degrees, a little more than in range: the caller measures exactly. */
  #around(tree: Flatbush | null, point: LonLat, count: number): number[] {
    if (!tree) return [];
    const lat = MAX_METERS / METERS_PER_DEGREE;
    const lon = lat / Math.max(0.01, Math.cos((point.lat * Math.PI) / 180));
    return tree.neighbors(point.lon, point.lat, count, lon);
  }
}

function segmentsOf(street: Street): Segment[] {
  return street.lines.flatMap((line) => line.slice(1).map((to, at) => ({ street, from: line[at]!, to })));
}

function treeOf(boxes: readonly (readonly [number, number, number, number])[]): Flatbush | null {
  if (boxes.length === 0) return null;
  const tree = new Flatbush(boxes.length);
  for (const box of boxes) tree.add(...box);
  tree.finish();
  return tree;
}

/** The point of the segment nearest to `point`, on the plane that touches the earth there. */
export function footOn(point: LonLat, from: readonly [number, number], to: readonly [number, number]): LonLat {
  const stretch = Math.cos((point.lat * Math.PI) / 180);
  const [dx, dy] = [(to[0] - from[0]) * stretch, to[1] - from[1]];
  const [px, py] = [(point.lon - from[0]) * stretch, point.lat - from[1]];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / squared));
  return { lon: from[0] + (to[0] - from[0]) * share, lat: from[1] + (to[1] - from[1]) * share };
}
