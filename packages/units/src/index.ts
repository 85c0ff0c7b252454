/** Branded numbers and coordinates: the units that cross every border of the house. All quantities are integers. */

declare const unit: unique symbol;
type Quantity<Name extends string> = number & { readonly [unit]?: Name };

export type Seconds = Quantity<'seconds'>;
export type Meters = Quantity<'meters'>;
export type Grams = Quantity<'grams'>;
export type Litres = Quantity<'litres'>;
/** Minor units of the organisation's one currency: cents, Rappen. */
export type AmountMinor = Quantity<'amountMinor'>;

export interface Money {
  readonly amountMinor: AmountMinor;
  /** ISO 4217. */
  readonly currency: string;
}

/** WGS 84 degrees. Arrays of two numbers exist only inside GeoJSON. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

export { greatCircleMeters } from './distance.ts';
export { isLonLat } from './lon-lat.ts';
export { packPoints, unpackPoints } from './pack-points.ts';
export { encodePolyline } from './polyline.ts';
