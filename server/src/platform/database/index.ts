export { checkOwnDatabase } from './check-database.ts';
export type { EmbeddedCluster } from './embedded/embedded-cluster.ts';
export { startEmbeddedCluster } from './embedded/embedded-cluster.ts';
export { databaseUnavailable, failureCode, isUnavailable, isUniqueViolation } from './failures.ts';
export { migrateDatabase, migrationsFolder } from './migrate.ts';
export type { DatabaseTarget } from './pool.ts';
export { clientConfig, openPool } from './pool.ts';
export { openDatabase } from './unit-of-work.ts';
export type { Actor, BusinessTimer, Database, ReadWork, Scope, TaskOptions, Tx, Work } from './work.ts';
