import type { LonLat } from '@roundsman/units';
import type { GeocodeKind } from '../geocoder.ts';

/** What a geocoder of somebody else found, in the words of this package. */
export interface OutsideHit {
  readonly kind: Extract<GeocodeKind, 'address' | 'street' | 'place'>;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly country: string | null;
  readonly point: LonLat;
}

export interface OutsideSearch {
  readonly text: string;
  readonly limit: number;
  readonly near: LonLat | null;
  /** True while somebody types. */
  readonly beginning: boolean;
  /** West, south, east, north: nothing beyond is of use. */
  readonly bounds: Bounds;
}
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** How one service is asked and read. `readHits` throws when the answer is not what it documents. */
export interface OutsideDialect {
  readonly name: 'nominatim' | 'photon' | 'pelias';
  /** Whether it puts first what is near. */
  readonly prefersNear: boolean;
  searchPath(search: OutsideSearch): string;
  reversePath(point: LonLat): string;
  readHits(body: unknown): OutsideHit[];
}

/** A path with its query; what is null is left out. */
export function pathOf(path: string, query: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === null ? [] : [[key, String(value)]],
  );
  return `${path}?${new URLSearchParams(given).toString()}`;
}

/** The first of the named texts that is there. */
export function firstText(from: Readonly<Record<string, unknown>>, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return null;
}

export const kindOf = (street: string | null, houseNumber: string | null): OutsideHit['kind'] =>
  street === null ? 'place' : houseNumber === null ? 'street' : 'address';
