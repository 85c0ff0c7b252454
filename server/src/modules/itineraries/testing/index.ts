/** For tests of what comes after itineraries: a small day, and roads that are straight. */
export { makeSmallDay, SERVICE_DATE, type SmallDay } from './small-day.ts';
export { straightRoads } from './straight-roads.ts';
