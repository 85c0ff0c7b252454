export { countStatements } from './count-statements.ts';
export type { DatabaseWay } from './database-way.ts';
export { openDatabaseWay } from './database-way.ts';
export { noisyPhoto } from './noisy-photo.ts';
export type { TestClock } from './test-clock.ts';
export { openTestClock } from './test-clock.ts';
export type { TestDatabase, TestOrganisation } from './test-database.ts';
export { createTestOrganisation, openTestDatabase } from './test-database.ts';
