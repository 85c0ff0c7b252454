/** Travel times and road shapes: one port, several adapters, a cache in front of the slow ones. */
export { checkMatrixRequest, checkNeighbourhoods } from './check-request.ts';
export { openTravelTimes, type TravelTimesChoice, type TravelTimesStep } from './open-travel-times.ts';
export type { MatchedTrack, ReachArea, RoadSearch, TrackFix, TravelNeighbours } from './road-search.ts';
export { buildRoadGraph, writeRoadGraph } from './search/index.ts';
export {
  type NearestRoad,
  type RoadProfile,
  type RouteLeg,
  roadProfiles,
  type TravelMatrix,
  type TravelTimes,
  type TravelTimesName,
  type TravelTimesProvider,
} from './travel-times.ts';
