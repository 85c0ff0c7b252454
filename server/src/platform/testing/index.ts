export type { TestClock } from './test-clock.ts';
export { openTestClock } from './test-clock.ts';
export type { TestDatabase, TestOrganisation } from './test-database.ts';
export { createTestOrganisation, openTestDatabase } from './test-database.ts';
