import { cpus, loadavg } from 'node:os';
import { keepAsJson, numberOption } from '../../bench/messages/harness/figures.ts';
import { type CrewCount, openCrew } from '../september-13/clients/crew.ts';
import { fetchFrom } from '../september-13/clients/fetch-from.ts';
import { type Measured, openLoad } from '../september-13/clients/load.ts';
import { watchFeed } from '../september-13/clients/watch-feed.ts';
import { countJobs } from '../september-13/count-jobs.ts';
import { createdBy, type WayFigures, wayFigures } from '../september-13/figures/figures.ts';
import { seeded } from '../september-13/seeded.ts';
import { readVersions, type Versions } from '../september-13/versions.ts';
import { openDesk } from '../september-13/worlds/desk.ts';
import { untilCalm } from '../september-13/worlds/until-calm.ts';
import { brokenPromises, isStarved, type Promised, STARVED } from './judge.ts';

/** Something that is taken from the platform while people work, and given back. */
export interface Outage {
  readonly name: string;
  /** What happens, in words for the report. */
  readonly title: string;
  /** The ways to the platform that clients know. */
  readonly platformUrls: readonly string[];
  /** The way over which is counted afterwards; the first unless said. */
  readonly deskUrl?: string;
  /** Of the database in which is counted afterwards. */
  readonly databaseUrl: string;
  readonly seconds: { readonly well: number; readonly ill: number; readonly after: number };
  readonly promised: Promised;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** What users felt. Seconds and milliseconds by name; null where there is no such thing. */
export interface Felt {
  readonly name: string;
  readonly title: string;
  readonly startedAt: string;
  /** Milliseconds since the start: when it was taken, was back, and the end. */
  readonly phases: { readonly grayFrom: number; readonly grayTo: number; readonly end: number };
  readonly ours: WayFigures;
  /** The same requests by a client that asks once. */
  readonly plain: WayFigures;
  /** From the begin of the outage to the last request of ours that failed, and from its end; null when none failed. */
  readonly failingUntilSeconds: number | null;
  readonly wellAgainSeconds: number | null;
  readonly apiWrites: { readonly asked: number; readonly lost: number; readonly doubled: number };
  readonly crewWrites: {
    readonly recorded: number;
    readonly lost: number;
    readonly doubled: number;
    readonly restarts: number;
  };
  readonly feed: { readonly missed: number; readonly doubled: number };
  readonly faults: Readonly<Record<string, number>>;
  readonly promised: Promised;
  /** In words; none when all was kept. */
  readonly broken: readonly string[];
  readonly machine: { readonly cores: number; readonly loadBefore: number; readonly loadAfter: number };
  readonly versions: Versions;
}

/** Settings of a platform in trouble: what it says of it would drown the report, and its answers need no second check. */
export const QUIET = { CHECK_ANSWERS: '0', LOG_LEVEL: 'fatal' };

const CLIENTS = 6;
const CREWS = 2;
const CREW_WRITES_MS = 1_500;
const NETWORK_BASE = 10;

/** People at work through an outage: API users over the client library and without it, two phones, a live screen. `--rate` requests a second, `--json FILE`. Where a promise is broken the program ends with 1, and with 2 where the machine was too busy to judge. */
export async function workThrough(outage: Outage): Promise<Felt> {
  const rate = numberOption('rate', 10);
  const random = seeded(numberOption('seed', 1));
  await untilCalm(outage.deskUrl ?? outage.platformUrls[0]!);
  const desk = await openDesk(outage.deskUrl ?? outage.platformUrls[0]!, outage.databaseUrl);
  const world = {
    ...desk,
    edgeUrls: outage.platformUrls,
    manifestKeys: [],
    haproxy: null,
    openFetch: fetchFrom,
    addressIn: (network: number, host: number) => `127.0.${NETWORK_BASE + network}.${host}`,
  };
  const loadBefore = loadavg()[0]!;
  let zero = performance.now();
  const nowMs = () => performance.now() - zero;
  const run = `${outage.name}-${Date.now().toString(36)}`;
  const load = await openLoad({ world, rate, clientCount: CLIENTS, random, keptManifest: null, run, nowMs });
  const crews = await Promise.all(
    Array.from({ length: CREWS }, (_, at) => openCrew({ world, at, random: seeded(at), nowMs })),
  );
  const feed = await watchFeed({ world, at: 0, random, nowMs });
  zero = performance.now();
  const startedAt = new Date().toISOString();
  const phases = { grayFrom: 0, grayTo: 0, end: Number.POSITIVE_INFINITY };
  await Promise.all([passThrough(), load.run(() => phases.end), ...crews.map(work)]);
  const counts = await Promise.all(crews.map((crew) => crew.count()));
  const jobs = await countJobs(desk, run);
  await feed.sawAll(createdBy(load.measured));
  feed.close();
  load.close();
  const felt = feltBy(load.measured, counts);
  keepAsJson(felt);
  console.log(inWords(felt));
  if (felt.broken.length > 0) process.exitCode = 1;
  else if (isStarved(felt.ours)) process.exitCode = STARVED;
  return felt;

  async function passThrough(): Promise<void> {
    await pause(outage.seconds.well);
    phases.grayFrom = nowMs();
    console.log(`· ${outage.title}`);
    await outage.begin();
    await pause(outage.seconds.ill - (nowMs() - phases.grayFrom) / 1_000);
    await outage.end();
    phases.grayTo = nowMs();
    console.log('· It is over');
    phases.end = phases.grayTo + outage.seconds.after * 1_000;
  }

  async function work(crew: (typeof crews)[number]): Promise<void> {
    while (nowMs() < phases.end) {
      await crew.record();
      await new Promise((resolve) => setTimeout(resolve, CREW_WRITES_MS));
    }
  }

  function feltBy(measured: readonly Measured[], crewCounts: readonly CrewCount[]): Felt {
    const ours = measured.filter(({ way }) => way === 'ours');
    const failed = ours.filter(({ fault, startedAt: at }) => fault !== null && at >= phases.grayFrom - 15_000);
    const lastFailed = Math.max(...failed.map((one) => one.startedAt + one.milliseconds));
    const since = (from: number) => (failed.length === 0 ? null : Math.round((lastFailed - from) / 10) / 100);
    const writes = ours.filter(({ kind }) => kind === 'create');
    const timesOf = (one: Measured) => jobs.get(one.referenceId!) ?? 0;
    const sum = (pick: (one: CrewCount) => number) => crewCounts.reduce((total, one) => total + pick(one), 0);
    const faults: Record<string, number> = {};
    for (const { way, kind, fault } of measured)
      if (fault !== null) faults[`${way} ${kind}: ${fault}`] = (faults[`${way} ${kind}: ${fault}`] ?? 0) + 1;
    const kept = {
      name: outage.name,
      title: outage.title,
      startedAt,
      phases,
      ours: wayFigures(ours, phases),
      plain: wayFigures(
        measured.filter(({ way }) => way === 'plain'),
        phases,
      ),
      failingUntilSeconds: since(phases.grayFrom),
      wellAgainSeconds: failed.length === 0 ? null : Math.max(0, since(phases.grayTo)!),
      apiWrites: {
        asked: writes.length,
        lost: writes.filter((one) => one.fault === null && timesOf(one) === 0).length,
        doubled: writes.filter((one) => timesOf(one) > 1).length,
      },
      crewWrites: {
        recorded: sum(({ recorded }) => recorded),
        lost: sum(({ lost }) => lost),
        doubled: sum(({ doubled }) => doubled),
        restarts: sum(({ restarts }) => restarts),
      },
      feed: {
        missed: createdBy(measured).filter((id) => !feed.seen.has(id)).length,
        doubled: [...feed.seen.values()].filter((times) => times > 1).length,
      },
      faults,
      promised: outage.promised,
      machine: { cores: cpus().length, loadBefore, loadAfter: loadavg()[0]! },
      versions: readVersions(),
    };
    return { ...kept, broken: brokenPromises(kept, outage.promised) };
  }
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, seconds) * 1_000));

/** The short report. */
function inWords({ title, phases, ours, plain, ...felt }: Felt): string {
  const lasted = ((phases.grayTo - phases.grayFrom) / 1_000).toFixed(1);
  const way = (name: string, one: WayFigures) =>
    `${name}: ${one.failed} of ${one.requests} requests failed; p99 ${one.healthy.p99} ms before, ${one.gray.p99} ms meanwhile (slowest ${one.gray.worst} ms), ${one.recovered.p99} ms after`;
  return [
    `${title}, for ${lasted} s`,
    way('Client library', ours),
    way('A client that asks once', plain),
    felt.failingUntilSeconds === null
      ? 'Nobody who uses the client library was refused anything'
      : `The last refusal ended ${felt.failingUntilSeconds} s after it began, ${felt.wellAgainSeconds} s after it was over`,
    `API writes: ${felt.apiWrites.asked}, ${felt.apiWrites.lost} lost, ${felt.apiWrites.doubled} doubled`,
    `Crews’ writes: ${felt.crewWrites.recorded}, ${felt.crewWrites.lost} lost, ${felt.crewWrites.doubled} doubled`,
    `Live feed: ${felt.feed.missed} events missed, ${felt.feed.doubled} seen twice`,
    `Load of the machine ${felt.machine.loadBefore.toFixed(1)} before, ${felt.machine.loadAfter.toFixed(1)} after, ${felt.machine.cores} cores`,
    felt.broken.length === 0 ? 'No promise was broken' : `BROKEN: ${felt.broken.join('; ')}`,
    ...(isStarved(ours) ? ['The machine was too busy before it began: only losses and doubles were judged'] : []),
    ...Object.entries(felt.faults).map(([fault, times]) => `  ${times} × ${fault}`),
  ].join('\n');
}
