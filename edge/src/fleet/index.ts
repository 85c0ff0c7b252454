/** The fleet loop: what clients and probes see of the edges, the verdict, and what is done about it. */
export { openDrafts } from './draft-incident.ts';
export { addFleetRoutes } from './fleet-routes.ts';
export { type EdgeProbes, probeEdges } from './probe-edges.ts';
export { type Fleet, openFleet } from './run-fleet.ts';
export { newManifestKey, publicManifestKey, readManifestKey } from './sign-manifest.ts';
export { addReportRoutes } from './take-reports.ts';
