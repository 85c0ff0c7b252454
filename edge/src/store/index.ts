/** The edge program's own store, kept when the platform and its database are gone. */
export { openStore, type Store } from './open-store.ts';
export { pruneRecords } from './prune-records.ts';
