import { workerData } from 'node:worker_threads';
import type { LonLat } from '@roundsman/units';
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
    matrix: (asked: { from: readonly LonLat[]; to: readonly LonLat[]; profile: RoadProfile }) =>
      travelTimes.matrix(asked.from, asked.to, asked.profile),
    shape: (asked: { points: readonly LonLat[]; profile: RoadProfile }) =>
      travelTimes.shape(asked.points, asked.profile),
    neighbours: (asked: { places: readonly LonLat[]; profile: RoadProfile; count: number }) =>
      search.neighbours(asked.places, asked.profile, asked.count),
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
