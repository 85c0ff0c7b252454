import { RoadError, type RoadErrorCode, type Roads } from '@roundsman/road-network';
import { expect, it } from 'vitest';
import { servedRoads } from './served-roads.ts';

/** Roads that fail with this code until told otherwise. */
function failing(code: RoadErrorCode) {
  const state: { fault: RoadError | null } = {
    fault: new RoadError({ code, message: 'OSRM at roads.example is not reached.', remedy: 'See that it runs.' }),
  };
  const ask = async () => {
    if (state.fault) throw state.fault;
    return [];
  };
  const each = new Proxy({}, { get: () => ask });
  const roads = { travelTimes: each, search: each, geocoder: each, mapTiles: { tile: ask } } as unknown as Roads;
  return { roads: servedRoads(roads), state };
}

it('answers 503 with who is down, for the roads and for the geocoder, until it answers again', async () => {
  const { roads, state } = failing('provider_failed');
  await expect(roads.travelTimes.matrix([], [], 'van')).rejects.toMatchObject({
    status: 503,
    code: 'roads_unavailable',
    detail: 'OSRM at roads.example is not reached.',
  });
  await expect(roads.geocoder.suggest('Bahn')).rejects.toMatchObject({ status: 503, code: 'geocoder_unavailable' });
  expect(roads.trouble()).toBe('OSRM at roads.example is not reached.');
  state.fault = null;
  await roads.travelTimes.matrix([], [], 'van');
  await roads.geocoder.suggest('Bahn');
  expect(roads.trouble()).toBeNull();
});

it('knows that times are last known, as long as they are', async () => {
  let lastKnown = true;
  const provider = { label: 'OSRM at roads.example' };
  const matrix = async () => ({ rows: 0, columns: 0, seconds: [], meters: [], ...(lastKnown && { lastKnown }) });
  const { roads: none } = failing('closed');
  const roads = servedRoads({ ...none, travelTimes: { ...none.travelTimes, provider, matrix } } as unknown as Roads);
  await roads.travelTimes.matrix([], [], 'van');
  expect(roads.trouble()).toBe('OSRM at roads.example does not answer; last known times are used.');
  lastKnown = false;
  await roads.travelTimes.matrix([], [], 'van');
  expect(roads.trouble()).toBeNull();
});

it('answers 413 and 422 for what cannot be asked, and passes on what is a fault of our own', async () => {
  await expect(failing('too_large').roads.travelTimes.shape([], 'van')).rejects.toMatchObject({ status: 413 });
  await expect(failing('bad_point').roads.search.matchTrack([], 'van')).rejects.toMatchObject({ status: 422 });
  expect(failing('bad_point').roads.trouble()).toBeNull();
  const broken = failing('provider_failed');
  broken.state.fault = new TypeError('oops') as never;
  await expect(broken.roads.geocoder.reverse({ lon: 0, lat: 0 })).rejects.toBeInstanceOf(TypeError);
});
