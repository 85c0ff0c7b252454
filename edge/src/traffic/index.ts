/** How many requests come, and whether that is as usual at this time of the week. */
export { calendarFault, openCalendar } from './calendar.ts';
export { type OrganisationCount, openRequestCounts, type RequestCounts } from './count-requests.ts';
export { countedAs, DOORS } from './read-counts.ts';
export { openTrafficWatcher, type TrafficWatcher, watchTraffic } from './watch-traffic.ts';
