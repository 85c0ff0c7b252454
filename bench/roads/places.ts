import type { LonLat } from '@roundsman/units';

export interface SampleAddress extends LonLat {
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly city: string;
}

/** The rows of the sample's list of addresses. */
export function readAddresses(csv: string): SampleAddress[] {
  const [header, ...lines] = csv.trim().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => {
    const fields = new Map(line.split(',').map((field, at) => [names[at]!, field]));
    const text = (name: string) => fields.get(name) ?? '';
    return {
      street: text('street'),
      houseNumber: text('housenumber'),
      postcode: text('postcode'),
      city: text('city'),
      lon: Number(text('lon')),
      lat: Number(text('lat')),
    };
  });
}

/** Mulberry32: the same seed, the same places. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Places within 100 m of the sample's addresses: no two the same, as many as one likes. */
export function spreadPlaces(addresses: readonly SampleAddress[], count: number, seed: number): LonLat[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const { lon, lat } = addresses[Math.floor(random() * addresses.length)]!;
    return { lon: lon + (random() - 0.5) * 0.0026, lat: lat + (random() - 0.5) * 0.0018 };
  });
}

/** Addresses that were not among those on which the search's turn costs were chosen (every fifth, from the first on). */
export function heldOut(addresses: readonly SampleAddress[]): SampleAddress[] {
  return addresses.filter((_, at) => at % 5 === 2);
}
