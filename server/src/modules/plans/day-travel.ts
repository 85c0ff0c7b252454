import type { Roads } from '@roundsman/road-network';
import type { TravelMatrix } from '@roundsman/routing-solver';
import { Problem } from '../../platform/index.ts';
import { placesOf } from './day-problem.ts';
import type { DaySnapshot } from './day-snapshot.ts';

/** Beyond this a full matrix is too large to hold; larger days need neighbourhoods. */
const MOST_PLACES = 2500;

/** Travel times between all places of a day, by the roads in use. Problem 413 `too_many_places`. */
export async function measureTravel(roads: Pick<Roads, 'travelTimes'>, day: DaySnapshot): Promise<TravelMatrix> {
  const points = placesOf(day).map(({ point }) => point);
  if (points.length > MOST_PLACES) {
    throw new Problem({
      status: 413,
      code: 'too_many_places',
      title: 'The day is too large for one plan',
      detail: `${points.length} places; one plan holds ${MOST_PLACES}.`,
      remedy: 'Plan it in parts: choose jobs and vehicles by area.',
    });
  }
  const { seconds, meters } = await roads.travelTimes.matrix(points, points, 'van');
  return { size: points.length, seconds, meters };
}
