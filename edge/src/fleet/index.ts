/** The fleet loop: what clients and probes see of the edges, the verdict, and what is done about it. */
export { clientNetwork } from './client-network.ts';
export { openTrafficCounts, type TrafficCounts, type TrafficStretch } from './count-traffic.ts';
export { openHandDrains } from './drain-by-hand.ts';
export { addFleetRoutes } from './fleet-routes.ts';
export type { Change } from './plan-steering.ts';
export { type EdgeProbes, placesOf, probeEdges } from './probe-edges.ts';
export { type Fleet, type FleetView, type Found, openFleet, type Sighting } from './run-fleet.ts';
export type { Evidence } from './sibling-test.ts';
export { newManifestKey, publicManifestKey, readManifestKeys } from './sign-manifest.ts';
export { addReportRoutes } from './take-reports.ts';
