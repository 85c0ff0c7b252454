/** A plain page to tell the public what happens when nothing else of ours answers. */
export { type Attempts, countAttempts } from './attempts.ts';
export { addEmergencyRoutes } from './emergency-routes.ts';
