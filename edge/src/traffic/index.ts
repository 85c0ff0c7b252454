/** How many requests come, and whether that is as usual at this time of the week. */
export { openRequestCounts, type RequestCounts } from './count-requests.ts';
export { zoneOffset } from './seasonal-baseline.ts';
export { openTrafficWatcher, type TrafficWatcher, watchTraffic } from './watch-traffic.ts';
