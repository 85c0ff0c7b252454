/** A plain page to tell the public what happens when nothing else of ours answers. */
export { addEmergencyRoutes } from './emergency-routes.ts';
