import { areaOf } from '@roundsman/delivery-rules';
import { expect, it } from 'vitest';
import { travelByArea } from './area-travel.ts';

const TOWN = { lon: 9.52, lat: 47.14 };
const COUNTRY = { lon: 9.52, lat: 47.34 };
const factors = { [areaOf(TOWN)]: 1.25 };
const base = { profiles: new Map() };

it('drives into an area take its factor, drives out of it do not, and where there is no way there is none', () => {
  const travel = {
    ...base,
    matrix: {
      size: 3,
      seconds: Int32Array.of(0, 100, 200, 100, 0, -1, 1, 100, 0),
      meters: new Int32Array(9),
    },
  };
  const { matrix } = travelByArea(travel, [TOWN, COUNTRY, TOWN], factors);
  expect([...matrix.seconds]).toEqual([0, 100, 250, 125, 0, -1, 1, 100, 0]);
  expect(travel.matrix.seconds[2]).toBe(200);
});

it('so do listed arcs, where places at one address share a row', () => {
  const travel = {
    ...base,
    matrix: {
      size: 2,
      seconds: Int32Array.of(0, 100, 100, 0),
      meters: new Int32Array(4),
      listed: { firstArc: Int32Array.of(0, 2, 4), to: Int32Array.of(0, 1, 0, 1), hubs: [0] },
    },
    rows: Int32Array.of(0, 1, 1),
  };
  expect([...travelByArea(travel, [COUNTRY, TOWN, TOWN], factors).matrix.seconds]).toEqual([0, 125, 100, 0]);
});
