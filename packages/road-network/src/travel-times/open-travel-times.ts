import { join } from 'node:path';
import { RoadError } from '../road-error.ts';
import { cachedTravelTimes } from './cache/cached-travel-times.ts';
import { straightLineTravelTimes } from './straight-line.ts';
import type { TravelTimes, TravelTimesName } from './travel-times.ts';
import { openValhalla } from './valhalla/index.ts';

export interface TravelTimesChoice {
  /** `auto`: Valhalla where it loads. Straight lines only by name. */
  readonly provider: 'auto' | TravelTimesName;
  readonly extractPath: string;
  /** What is built from this extract lies here. */
  readonly home: string;
}

export type TravelTimesStep = 'building_valhalla' | 'building_roads';

/** @throws RoadError `provider_unavailable` when the provider asked for cannot run here */
export async function openTravelTimes(
  choice: TravelTimesChoice,
  say: (step: TravelTimesStep) => void,
): Promise<TravelTimes> {
  if (choice.provider === 'straight_line') return straightLineTravelTimes();
  if (choice.provider === 'extract_search') {
    throw new RoadError({
      code: 'provider_unavailable',
      message: 'The own search over the extract is not part of this version.',
      remedy: 'Use Valhalla (auto), or straight_line for a rough plan.',
    });
  }
  say('building_valhalla');
  return cachedTravelTimes(await openValhalla(choice.extractPath, join(choice.home, 'valhalla')));
}
