import { createServer } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { type Announcement, announce } from './announce.ts';
import { prepareFirstStart } from './first-start.ts';
import { systemClock } from './platform/clock/index.ts';
import { type Config, readConfig } from './platform/config/index.ts';
import { openPlatform, runRoles, StartRefused } from './platform/index.ts';
import { openLog } from './platform/log/index.ts';
import { readArguments } from './read-arguments.ts';
import { roles } from './roles.ts';
import { SAMPLE_SIGN_IN } from './sample/index.ts';

const project = join(import.meta.dirname, '..', '..');
/** Longer than the slowest part of a clean stop may take. */
const stopPatienceMilliseconds = 60_000;

/** Read configuration → open the database → migrate → start the roles asked for → listen. Answers how to stop it all. */
async function start(): Promise<() => Promise<void>> {
  const wishes = readArguments(process.argv.slice(2));
  const given = readConfig(
    process.env,
    roles.map((role) => role.name),
  );
  // Loaded when it is wanted: a start that serves this machine only need not wait for it.
  const lan = wishes.lan
    ? (await import('./serve-lan.ts')).serveLan(given, Boolean(process.env.HOST), systemClock)
    : null;
  const config = lan?.config ?? given;
  await refuseBusyPort(config);
  const log = openLog(config.logLevel);
  const progress = (text: string) => announce({ kind: 'progress', text });
  const platform = await openPlatform({
    config,
    clock: systemClock,
    log,
    project,
    onProgress: progress,
    ...(lan && { certify: lan.certify }),
  });
  try {
    progress('Starting the roles');
    const wanted = roles.filter((role) => config.roles.includes(role.name));
    const running = await runRoles(platform, wanted);
    const url = await listen(platform.http.app, config);
    const { links, sample } = await prepareFirstStart({ platform, wishes, url, progress });
    const opened = await lan?.open();
    announce({
      kind: 'ready',
      url,
      dataFolder: platform.dataFolder,
      authorityFile: lan?.authorityFile() ?? null,
      sample,
      ...(sample && { probeAccount: `${SAMPLE_SIGN_IN.email}:${SAMPLE_SIGN_IN.password}` }),
      links: [...links, ...(opened?.links ?? [])],
    });
    return async () => {
      log.info('stopping');
      await opened?.close();
      await running.stop();
      await platform.close();
    };
  } catch (error) {
    await platform.close();
    throw error;
  }
}

/** Resolves when somebody wants the platform to end; a wish during the start is kept until it can be granted. */
function stopWanted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
    // Whoever started us is gone: nobody would stop us later.
    process.once('disconnect', () => resolve());
  });
}

/** Takes the address for a moment before anything is started; `listen` tells the same should somebody be faster. */
function refuseBusyPort({ host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', (error) => reject(refusalToListen(error, host, port) ?? error));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

async function listen(app: FastifyInstance, { host, port, publicUrl }: Config): Promise<string> {
  try {
    const address = new URL(await app.listen({ port, host }));
    return publicUrl ?? address.origin;
  } catch (error) {
    throw refusalToListen(error, host, port) ?? error;
  }
}

function refusalToListen(error: unknown, host: string, port: number): StartRefused | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartRefused(
        `Port ${port} on ${host} is in use by another program.`,
        'Stop that program, or set PORT to a free port.',
      );
    case 'EACCES':
      return new StartRefused(`This account may not listen on port ${port}.`, 'Set PORT to 1024 or higher.');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartRefused(
        `This machine has no address ${host}.`,
        'Set HOST to one of its addresses, or 0.0.0.0 for all.',
      );
    default:
      return null;
  }
}

try {
  const wanted = stopWanted();
  const stop = await start();
  await wanted;
  setTimeout(() => process.exit(1), stopPatienceMilliseconds).unref();
  await stop();
  process.exit(0);
} catch (error) {
  const refusal: Announcement =
    error instanceof StartRefused
      ? { kind: 'refused', what: error.message, remedy: error.remedy }
      : { kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  announce(refusal, () => process.exit(1));
}
