/** The fleet loop: what clients and probes see of the edges (`evidence/`), the verdict, and what is done about it. */

export { type HandDrains, openHandDrains } from './drain-by-hand.ts';
export { clientNetwork } from './evidence/client-network.ts';
export { openTrafficCounts, type TrafficCounts, type TrafficStretch } from './evidence/count-traffic.ts';
export { type EdgeProbes, placesOf, probeEdges } from './evidence/probe-edges.ts';
export type { Evidence } from './evidence/sibling-test.ts';
export { addReportRoutes } from './evidence/take-reports.ts';
export { addFleetRoutes } from './fleet-routes.ts';
export type { Change } from './plan-steering.ts';
export { type Fleet, type FleetView, type Found, openFleet, type Sighting } from './run-fleet.ts';
export { newManifestKey, publicManifestKey, readManifestKeys } from './sign-manifest.ts';
