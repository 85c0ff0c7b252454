import type { Geofence } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { areaValues, areaWords, FIRST_AREA, readArea } from './area-values.ts';

const at = (lon: number, lat: number) => ({ lon, lat });
const RING = [at(9.5, 47.1), at(9.51, 47.1), at(9.51, 47.11), at(9.5, 47.11)];

const known = (area: Geofence['area']): Geofence => ({
  ...{ id: 'g1', name: 'Yard', kind: 'site', active: true, area },
  createdAt: '2026-11-23T08:00:00Z',
});

describe('the form of an area', () => {
  it('says what it was given when nobody touches it', () => {
    const circle = known({ kind: 'circle', center: at(9.5, 47.1), radiusMeters: 350 });
    const polygon = known({ kind: 'polygon', ring: RING });
    for (const { id: _, createdAt: __, ...body } of [circle, polygon]) {
      expect(readArea(areaValues({ id: 'g1', createdAt: '', ...body }))).toEqual({ body, faults: {} });
    }
  });

  it('asks for a name, a place and how far around', () => {
    expect(readArea(FIRST_AREA)).toEqual({
      body: null,
      faults: { name: 'What do you call it?', area: 'Click on the map where its middle is.' },
    });
    const near = { ...FIRST_AREA, name: 'Yard', center: at(9.5, 47.1), radiusMeters: 19 };
    expect(readArea(near).faults.area).toBe('How far around? 20 m at least.');
    expect(readArea({ ...near, radiusMeters: '' }).faults.area).toBe('How far around? 20 m at least.');
    expect(readArea({ ...near, radiusMeters: 20 }).body?.area).toMatchObject({ radiusMeters: 20 });
  });

  it('takes three corners or more whose line does not cross itself', () => {
    const drawn = (...ring: typeof RING) => readArea({ ...FIRST_AREA, name: 'Yard', shape: 'polygon', ring });
    expect(drawn(...RING.slice(0, 2)).faults.area).toBe('Click its corners on the map, three at least.');
    const [a, b, c, d] = RING as [(typeof RING)[0], (typeof RING)[0], (typeof RING)[0], (typeof RING)[0]];
    expect(drawn(a, c, b, d).faults.area).toBe('Its line crosses itself: move or take away a corner.');
    expect(drawn(a, b, c, d).body?.area).toEqual({ kind: 'polygon', ring: RING });
  });

  it('says how large it is in words', () => {
    expect(areaWords({ kind: 'circle', center: at(9.5, 47.1), radiusMeters: 350 })).toBe('350 m around');
    expect(areaWords({ kind: 'polygon', ring: RING })).toBe('0.8 km²');
    const small = RING.map(({ lon, lat }) => at(9.5 + (lon - 9.5) / 10, 47.1 + (lat - 47.1) / 10));
    expect(areaWords({ kind: 'polygon', ring: small })).toBe('8,417 m²');
  });
});
