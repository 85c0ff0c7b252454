/** What people said about what was wrong, what is worked on, and what was learned. */
export { History } from './history.tsx';
export { readerZone } from './instant.tsx';
export { Maintenances } from './maintenances.tsx';
export { OpenIncident } from './open-incident.tsx';
