import { workerData } from 'node:worker_threads';
import { type LonLat, unpackPoints } from '@roundsman/units';
import {
  openTravelTimes,
  type RoadProfile,
  type TrackFix,
  type TravelMatrix,
  type TravelTimesChoice,
} from '../travel-times/index.ts';
import { sendProgress, serveCalls } from './serve-calls.ts';

export type TravelCalls = Awaited<ReturnType<typeof openTravel>>['calls'];

async function openTravel(choice: TravelTimesChoice) {
  const { travelTimes, search } = await openTravelTimes(choice, sendProgress);
  const calls = {
    matrix: (asked: { from: Float64Array; to: Float64Array; profile: RoadProfile }) =>
      travelTimes.matrix(unpackPoints(asked.from), unpackPoints(asked.to), asked.profile),
    shape: (asked: { points: readonly LonLat[]; profile: RoadProfile }) =>
      travelTimes.shape(asked.points, asked.profile),
    neighbours: (asked: { places: Float64Array; profile: RoadProfile; count: number }) =>
      search.neighbours(unpackPoints(asked.places), asked.profile, asked.count),
    reach: (asked: { from: LonLat; minutes: readonly number[]; profile: RoadProfile }) =>
      search.reach(asked.from, asked.minutes, asked.profile),
    matchTrack: (asked: { fixes: readonly TrackFix[]; profile: RoadProfile }) =>
      search.matchTrack(asked.fixes, asked.profile),
    nearest: (asked: { point: LonLat; profile: RoadProfile }) => travelTimes.nearest(asked.point, asked.profile),
  };
  return { calls, greeting: travelTimes.provider };
}

/** Matrices are moved to the asking thread, not copied. */
function matrixBuffers(value: unknown): ArrayBuffer[] {
  const { seconds, meters } = (value ?? {}) as Partial<TravelMatrix>;
  if (!(seconds instanceof Int32Array) || !(meters instanceof Int32Array)) return [];
  return [seconds.buffer as ArrayBuffer, meters.buffer as ArrayBuffer];
}

await serveCalls(async () => ({ ...(await openTravel(workerData as TravelTimesChoice)), transfer: matrixBuffers }));
