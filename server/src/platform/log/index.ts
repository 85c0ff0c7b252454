export type { Log, LogLevel } from './log.ts';
export { logLevels, openLog, silentLog } from './log.ts';
