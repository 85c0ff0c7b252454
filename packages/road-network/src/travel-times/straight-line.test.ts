import { cachedTravelTimes } from './cache/cached-travel-times.ts';
import { straightLineTravelTimes } from './straight-line.ts';
import { describeTravelTimes } from './travel-times.conformance.ts';

describeTravelTimes('straight lines', async () => ({ travelTimes: straightLineTravelTimes() }));
describeTravelTimes('straight lines behind the cache', async () => ({
  travelTimes: cachedTravelTimes(straightLineTravelTimes()),
}));
