export { makeSmallDay, SERVICE_DATE, type SmallDay } from './small-day.ts';
export { straightRoads } from './straight-roads.ts';
