import type { BodyOf, Geofence, geofenceEndpoints, LonLatDto } from '@roundsman/api-contract';
import { distance } from '@roundsman/ui';
import type { Faults } from '../forms/form-faults.ts';
import { isEmpty, readScaled, type Typed } from '../forms/typed-numbers.ts';
import { type AreaShape, crossesItself, squareMetersOf } from './area-shape.ts';

/** An area as its form holds it: both shapes, so that looking at the other one loses nothing. */
export interface AreaValues {
  readonly name: string;
  readonly kind: Geofence['kind'];
  readonly active: boolean;
  readonly shape: AreaShape['kind'];
  /** null: nobody has said yet where it is. */
  readonly center: LonLatDto | null;
  readonly radiusMeters: Typed;
  readonly ring: readonly LonLatDto[];
}

export type AreaInput = Required<BodyOf<typeof geofenceEndpoints.create>>;

/** The fields of the API that the form has a place for. */
export const AREA_FIELDS = ['name', 'kind', 'active', 'area'] as const;

export const AREA_KIND_WORDS = {
  site: 'Site',
  service_area: 'Service area',
  no_go: 'No-go',
  other: 'Other',
} as const satisfies Record<Geofence['kind'], string>;

export const SHAPE_WORDS = {
  circle: 'Around a point',
  polygon: 'Drawn on the map',
} as const satisfies Record<AreaShape['kind'], string>;

export const LEAST_RADIUS_METERS = 20;
export const MOST_RADIUS_METERS = 200_000;
export const MOST_CORNERS = 200;
const FIRST_RADIUS_METERS = 200;
const LEAST_CORNERS = 3;

export const FIRST_AREA: AreaValues = {
  ...{ name: '', kind: 'site', active: true, shape: 'circle' },
  ...{ center: null, radiusMeters: FIRST_RADIUS_METERS, ring: [] },
};

export function areaValues({ name, kind, active, area }: Geofence): AreaValues {
  const known = { ...FIRST_AREA, name, kind, active, shape: area.kind };
  return area.kind === 'circle'
    ? { ...known, center: area.center, radiusMeters: area.radiusMeters }
    : { ...known, ring: area.ring };
}

/** What the form says. `body` is null while a field is wrong; `faults` then says which. */
export function readArea(values: AreaValues): { body: AreaInput | null; faults: Faults } {
  const { name, kind, active } = values;
  const { area, fault } = readShape(values);
  const faults: Faults = {
    ...(name.trim() === '' && { name: 'What do you call it?' }),
    ...(fault !== null && { area: fault }),
  };
  if (area === null || Object.keys(faults).length > 0) return { body: null, faults };
  return { body: { name: name.trim(), kind, active, area }, faults };
}

/** The shape as far as it is one; what is drawn while it is not yet is up to the map. */
function readShape({ shape, center, radiusMeters, ring }: AreaValues): {
  area: AreaShape | null;
  fault: string | null;
} {
  const wrong = (fault: string) => ({ area: null, fault });
  if (shape === 'circle') {
    if (center === null) return wrong('Click on the map where its middle is.');
    const meters = readScaled(radiusMeters, 1);
    if (isEmpty(radiusMeters) || meters === null || meters < LEAST_RADIUS_METERS)
      return wrong(`How far around? ${LEAST_RADIUS_METERS} m at least.`);
    return { area: { kind: 'circle', center, radiusMeters: meters }, fault: null };
  }
  if (ring.length < LEAST_CORNERS) return wrong('Click its corners on the map, three at least.');
  if (crossesItself(ring)) return wrong('Its line crosses itself: move or take away a corner.');
  return { area: { kind: 'polygon', ring: [...ring] }, fault: null };
}

const LEAST_SHOWN_AS_KILOMETRES = 100_000;
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** "200 m around", "3.4 km²". */
export function areaWords(area: AreaShape): string {
  if (area.kind === 'circle') return `${distance(area.radiusMeters)} around`;
  const squareMeters = squareMetersOf(area);
  return squareMeters < LEAST_SHOWN_AS_KILOMETRES
    ? `${whole.format(squareMeters)} m²`
    : `${oneDecimal.format(squareMeters / 1_000_000)} km²`;
}
