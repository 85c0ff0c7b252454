/**
 * Travel times, road shapes, addresses and map tiles from one OpenStreetMap extract.
 * `createRoads` reads the extract once, keeps what it learned in the data folder, and answers from worker threads.
 */
export type {
  AddressQuery,
  GeocodeAnswer,
  GeocodeCandidate,
  GeocodeConfidence,
  GeocodeKind,
  GeocodeReason,
  Geocoder,
  MatchedAddress,
  ReverseAnswer,
  Suggestion,
} from './geocoding/index.ts';
export type { MapTiles } from './map-tiles/index.ts';
export { type OutsideService, serviceAt } from './outside-service/index.ts';
export { RoadError, type RoadErrorCode } from './road-error.ts';
export { createRoads, type ExtractSummary, type Roads, type RoadsOptions, type RoadsProgress } from './roads.ts';
export {
  type MatchedTrack,
  type NearestRoad,
  type ReachArea,
  type RoadProfile,
  type RoadSearch,
  type RouteLeg,
  roadProfiles,
  type TrackFix,
  type TravelMatrix,
  type TravelNeighbours,
  type TravelTimes,
  type TravelTimesName,
  type TravelTimesProvider,
} from './travel-times/index.ts';
