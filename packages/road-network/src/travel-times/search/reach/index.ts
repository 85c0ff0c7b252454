/** What of the roads, and of the ground beside them, is reached from a place within so long. */
export { reachArea } from './reach-area.ts';
export { reachedRoads } from './reached-roads.ts';
