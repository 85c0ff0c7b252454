import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newManifestKey, signOperatorToken } from '@roundsman/edge';
import { keepAsJson, surroundings } from '../../bench/messages/harness/figures.ts';
import { freePort } from '../../e2e/harness/platform.ts';
import { findDebianProgram } from '../../scripts/testing/debian-program.mjs';
import { readVersions, type Versions } from '../september-13/versions.ts';
import { EdgeProgram } from '../september-13/worlds/edge-program.ts';

const LOST_SECONDS = 30;
const PATIENCE_MS = 60_000;
/** What is promised: an incident can be written at once meanwhile, and soon after both pages have all of them. */
const WRITTEN_WITHIN_MS = 2_000;
const TOGETHER_WITHIN_MS = 30_000;

export interface NatsFigures {
  readonly name: 'nats-lost';
  readonly startedAt: string;
  readonly lostSeconds: number;
  readonly sharedBeforeMilliseconds: number;
  readonly writtenMeanwhileMilliseconds: readonly number[];
  readonly onOwnPageMeanwhileMilliseconds: number;
  readonly togetherAgainMilliseconds: number;
  /** Of the three that were written, how many stand on each page at the end, each time they do. */
  readonly incidentsShown: readonly number[];
  /** What else stands there: the programs find out by themselves that there is no platform behind them. */
  readonly othersShown: readonly string[];
  readonly broken: readonly string[];
  readonly loadAverage: number;
  readonly versions: Versions;
}

/**
 * `npm run drill -- nats-lost`: two edge programs share what they know over NATS JetStream; NATS is killed, both are written to meanwhile, and it is
 * started again. What operators feel is whether an incident can be written, and when the other status page has it.
 */
const nats = findDebianProgram({ program: 'nats-server', debianPackage: 'nats-server' }, (text) =>
  console.log(`· ${text}`),
);
if (nats.path === undefined) console.log(`Skipped: ${nats.why}.`);
else await drill(nats.path);

async function drill(program: string): Promise<void> {
  const startedAt = new Date().toISOString();
  const folder = mkdtempSync(join(tmpdir(), 'roundsman-drill-nats-'));
  const port = await freePort();
  let server: ChildProcess = startNats(program, port, folder);
  const secret = randomBytes(32);
  const shared = {
    NATS_URL: `nats://127.0.0.1:${port}`,
    EDGE_SHARED_SECRET: secret.toString('base64url'),
    EDGE_MANIFEST_KEY: newManifestKey(),
    EDGE_SUBSCRIPTION_KEY: randomBytes(32).toString('base64url'),
    PLATFORM_URL: 'http://127.0.0.1:9',
    PROBE_INTERVAL_SECONDS: '60',
  };
  const programs: EdgeProgram[] = [];
  try {
    for (const name of ['one', 'two'])
      programs.push(await EdgeProgram.open(await freePort(), { ...shared, EDGE_NAME: name }));
    const [one, two] = programs as [EdgeProgram, EdgeProgram];
    const write = async (at: EdgeProgram, title: string) => {
      const from = performance.now();
      const answer = await fetch(`${at.url}/edge-api/incidents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(secret)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title, message: title, affected: [{ componentId: 'public-api', impact: 'degraded' }] }),
        signal: AbortSignal.timeout(10_000),
      });
      if (!answer.ok) throw new Error(`An incident was refused: ${answer.status} ${await answer.text()}`);
      return performance.now() - from;
    };
    await write(one, 'before');
    const before = await untilShows(two, ['before']);

    await endNats(server);
    const lostAt = performance.now();
    const written = [await write(one, 'meanwhile, at one'), await write(two, 'meanwhile, at two')];
    const ownPages = Math.max(
      await untilShows(one, ['before', 'meanwhile, at one']),
      await untilShows(two, ['before', 'meanwhile, at two']),
    );
    await new Promise((resolve) => setTimeout(resolve, LOST_SECONDS * 1_000 - (performance.now() - lostAt)));

    server = startNats(program, port, folder);
    const all = ['before', 'meanwhile, at one', 'meanwhile, at two'];
    const together = Math.max(...(await Promise.all([untilShows(one, all), untilShows(two, all)])));
    const pages = [await titlesAt(one), await titlesAt(two)];
    const times = (titles: readonly string[], title: string) => titles.filter((shown) => shown === title).length;
    const figures: NatsFigures = {
      name: 'nats-lost',
      startedAt,
      lostSeconds: LOST_SECONDS,
      sharedBeforeMilliseconds: Math.round(before),
      writtenMeanwhileMilliseconds: written.map(Math.round),
      onOwnPageMeanwhileMilliseconds: Math.round(ownPages),
      togetherAgainMilliseconds: Math.round(together),
      incidentsShown: pages.map((titles) => titles.filter((title) => all.includes(title)).length),
      othersShown: [...new Set(pages.flat())].filter((title) => !all.includes(title)),
      broken: [
        ...(Math.max(...written) > WRITTEN_WITHIN_MS ? ['An incident could not be written at once'] : []),
        ...(together > TOGETHER_WITHIN_MS ? ['The pages were not together again in time'] : []),
        ...(pages.some((titles) => all.some((title) => times(titles, title) !== 1))
          ? ['An incident was lost or doubled']
          : []),
      ],
      ...surroundings(),
      versions: readVersions(),
    };
    if (figures.broken.length > 0) process.exitCode = 1;
    keepAsJson(figures);
    console.log(JSON.stringify(figures, null, 2));
  } finally {
    for (const one of programs) await one.close();
    await endNats(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

function startNats(program: string, port: number, folder: string): ChildProcess {
  return spawn(program, ['-js', '-a', '127.0.0.1', '-p', String(port), '-sd', folder], { stdio: 'ignore' });
}

async function endNats(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

function tokenOf(secret: Buffer): string {
  const issuedAt = Math.floor(Date.now() / 1_000);
  return signOperatorToken({ operatorId: 'drill', name: 'Drill', issuedAt, expiresAt: issuedAt + 300 }, secret);
}

async function titlesAt({ url }: EdgeProgram): Promise<string[]> {
  const answer = await fetch(`${url}/status.json`, { signal: AbortSignal.timeout(5_000) });
  return ((await answer.json()) as { openIncidents: { title: string }[] }).openIncidents.map(({ title }) => title);
}

/** Milliseconds until the published status of that program has them all. */
async function untilShows(program: EdgeProgram, titles: readonly string[]): Promise<number> {
  const from = performance.now();
  for (;;) {
    const shown = await titlesAt(program);
    if (titles.every((title) => shown.includes(title))) return performance.now() - from;
    if (performance.now() - from > PATIENCE_MS) throw new Error(`${program.url} shows ${shown.join(', ')} only`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
