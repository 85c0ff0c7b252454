import { type Logger, pino } from 'pino';

export type Log = Logger;

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What must never reach a log, wherever a caller put it. */
const secrets = ['password', 'token', 'authorization', 'cookie', 'secret', 'signature', 'apiKey'];

/** Structured lines on standard output (or where `destination` says); `role` is the folder's, metric's and component's name. */
export function openLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  const options = {
    level,
    base: { pid: process.pid },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** For tests and one-off programs. */
export const silentLog: Log = pino({ level: 'silent' });
