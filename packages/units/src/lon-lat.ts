import type { LonLat } from './index.ts';

/** True when both degrees are finite and on the globe; (0, 0) counts, because it is a place. */
export function isLonLat(value: unknown): value is LonLat {
  if (typeof value !== 'object' || value === null) return false;
  const { lon, lat } = value as Partial<LonLat>;
  return (
    Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon as number) <= 180 && Math.abs(lat as number) <= 90
  );
}
