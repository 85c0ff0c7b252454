/** What people write about the components: incidents, maintenance windows, the words afterwards. */
export { type DeskRequest, type DeskVerb, type IncidentDesk, openIncidentDesk } from './incident-desk.ts';
export { addIncidentRoutes, operatorOf } from './incident-routes.ts';
export { type OperatorClaims, sameText, signOperatorToken, verifyOperatorToken } from './operator-token.ts';
export { printTrafficGraph } from './print-traffic-graph.ts';
export {
  comingMaintenances,
  openIncidents,
  pastMaintenances,
  resolvedIncidents,
  type Said,
  showThingOf,
  whatWasSaid,
} from './read-incidents.ts';
export { loadSeptember13 } from './september-13.ts';
