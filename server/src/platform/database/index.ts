export { anywhere } from './anywhere.ts';
export { askTogether } from './ask-together.ts';
export { checkOwnDatabase } from './check-database.ts';
export { chooseDataFolder } from './embedded/choose-data-folder.ts';
export type { EmbeddedCluster } from './embedded/embedded-cluster.ts';
export { startEmbeddedCluster } from './embedded/embedded-cluster.ts';
export { ensureDatabase } from './ensure-database.ts';
export {
  databaseUnavailable,
  failureCode,
  isReferredTo,
  isUnavailable,
  isUniqueViolation,
  unknownReference,
} from './failures.ts';
export { isAmong, isOneOf } from './in-lists.ts';
export { insertMany, insertNew } from './insert-many.ts';
export { keepStatement } from './keep-statement.ts';
export type { ProcessChannel } from './listener.ts';
export { openProcessChannel } from './listener.ts';
export { migrateDatabase } from './migrate.ts';
export { nextCode, nextCodes } from './next-code.ts';
export { partRows } from './part-rows.ts';
export type { DatabaseTarget } from './pool.ts';
export { clientConfig, openPool } from './pool.ts';
export { severalHosts } from './primary-host.ts';
export { openDatabase } from './unit-of-work.ts';
export { updateMany } from './update-many.ts';
export type { Actor, BusinessTimer, Database, ReadWork, Scope, TaskOptions, Tx, Work } from './work.ts';
