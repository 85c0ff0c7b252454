import { isLonLat, type LonLat } from '@roundsman/units';
import { RoadError } from '../road-error.ts';
import { type RoadProfile, roadProfiles } from './travel-times.ts';

/** 2,500 × 2,500: 50 MB of answer. Larger problems ask for neighbourhoods. */
export const MAX_MATRIX_PAIRS = 6_250_000;
export const MAX_SHAPE_POINTS = 1_000;
const MAX_TRACK_FIXES = 50_000;
const MAX_NEIGHBOURHOOD_PLACES = 20_000;
const MAX_NEIGHBOURS = 200;
export const MAX_REACH_MINUTES = 120;
const MAX_REACH_AREAS = 4;

/** @throws RoadError `bad_point`, `bad_request`, `too_large` */
export function checkMatrixRequest(from: readonly LonLat[], to: readonly LonLat[], profile: RoadProfile): void {
  checkProfile(profile);
  checkPoints(from, 'from');
  checkPoints(to, 'to');
  const pairs = from.length * to.length;
  if (pairs > MAX_MATRIX_PAIRS) throw tooLarge(`${pairs} pairs were asked for`, `at most ${MAX_MATRIX_PAIRS}`);
}

/** @throws RoadError `bad_point`, `bad_request`, `too_large` */
export function checkShapeRequest(points: readonly LonLat[], profile: RoadProfile): void {
  checkProfile(profile);
  checkPoints(points, 'points');
  if (points.length < 2) {
    throw new RoadError({
      code: 'bad_request',
      field: 'points',
      message: `A way needs two points or more; ${points.length} came.`,
      remedy: 'Ask for the way between at least two points.',
    });
  }
  if (points.length > MAX_SHAPE_POINTS)
    throw tooLarge(`${points.length} points were given`, `at most ${MAX_SHAPE_POINTS}`);
}

/** @throws RoadError `bad_point`, `bad_request`, `too_large` */
export function checkTrack(fixes: readonly LonLat[], profile: RoadProfile): void {
  checkProfile(profile);
  checkPoints(fixes, 'fixes');
  if (fixes.length > MAX_TRACK_FIXES)
    throw tooLarge(`${fixes.length} positions were given`, `at most ${MAX_TRACK_FIXES}`);
}

/** @throws RoadError `bad_point`, `bad_request`, `too_large` */
export function checkNeighbourhoods(places: readonly LonLat[], profile: RoadProfile, count: number): void {
  checkProfile(profile);
  checkPoints(places, 'places');
  if (places.length > MAX_NEIGHBOURHOOD_PLACES)
    throw tooLarge(`${places.length} places were given`, `at most ${MAX_NEIGHBOURHOOD_PLACES}`);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_NEIGHBOURS) return;
  throw new RoadError({
    code: 'bad_request',
    field: 'count',
    message: `${count} neighbours were asked for.`,
    remedy: `Ask for 1 … ${MAX_NEIGHBOURS}.`,
  });
}

/** @throws RoadError `bad_point`, `bad_request` */
export function checkReach(from: LonLat, minutes: readonly number[], profile: RoadProfile): void {
  checkProfile(profile);
  checkPoint(from, 'from');
  const good = (span: number) => Number.isInteger(span) && span >= 1 && span <= MAX_REACH_MINUTES;
  if (minutes.length >= 1 && minutes.length <= MAX_REACH_AREAS && minutes.every(good)) return;
  throw new RoadError({
    code: 'bad_request',
    field: 'minutes',
    message: `The area within ${minutes.join(', ') || 'no'} minutes was asked for.`,
    remedy: `Ask for one to ${MAX_REACH_AREAS} spans of 1 … ${MAX_REACH_MINUTES} whole minutes.`,
  });
}

/** @throws RoadError `bad_point` */
export function checkPoint(point: LonLat, field: string): void {
  if (isLonLat(point)) return;
  throw new RoadError({
    code: 'bad_point',
    field,
    message: `${field} is not a place on the globe: ${JSON.stringify(point) ?? 'nothing'}.`,
    remedy: 'Give { lon, lat } in degrees: lon −180 … 180, lat −90 … 90.',
  });
}

/** @throws RoadError `bad_request` */
export function checkProfile(profile: RoadProfile): void {
  if (roadProfiles.includes(profile)) return;
  throw new RoadError({
    code: 'bad_request',
    field: 'profile',
    message: `There is no profile ${JSON.stringify(profile)}.`,
    remedy: `Use one of ${roadProfiles.join(', ')}.`,
  });
}

export function checkPoints(points: readonly LonLat[], field: string): void {
  for (const [index, point] of points.entries()) checkPoint(point, `${field}[${index}]`);
}

function tooLarge(asked: string, limit: string): RoadError {
  return new RoadError({
    code: 'too_large',
    message: `${asked}; one question may hold ${limit}.`,
    remedy: 'Ask in smaller parts.',
  });
}
