export type { Config } from './read-config.ts';
export { readConfig } from './read-config.ts';
