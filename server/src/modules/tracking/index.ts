/** Tracking: where vehicles are, when they arrive, and what customers see of it. */

export { followItineraries, followSome, readTrack } from './follow-itineraries.ts';
export { countDanger, type FollowQuery, followJob, followJobs, locateJob } from './follow-jobs.ts';
export {
  createGeofence,
  getGeofence,
  listGeofences,
  removeGeofence,
  updateGeofence,
  whoIsInside,
  whoIsInsideAny,
} from './geofences.ts';
export type { LearnedPace } from './learn-pace.ts';
export { PACE_DAYS, placesOfAreas, readPace } from './read-pace.ts';
export { type Fix, type PositionBatch, recordPositions } from './record-positions.ts';
export type { EtaTools } from './refresh-etas.ts';
export { trackingRole } from './role.ts';
export { confirmPromise, instructCrew, rateVisit } from './tracker-actions.ts';
export {
  type CustomerPrincipal,
  createTrackerLink,
  createTrackerLinks,
  type LinkWish,
  openTrackerLink,
} from './tracker-links.ts';
export { lookUpJob, notFound, viewAndItinerary, viewTracker } from './tracker-view.ts';
