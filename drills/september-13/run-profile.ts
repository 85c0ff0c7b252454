import { cpus, loadavg } from 'node:os';
import type { SignedManifest } from '@roundsman/client';
import { openCrew } from './clients/crew.ts';
import { type Measured, openLoad, type Way } from './clients/load.ts';
import { visitFirst } from './clients/visit-first.ts';
import { watchFeed } from './clients/watch-feed.ts';
import { countJobs } from './count-jobs.ts';
import { createdBy, type Figures, figuresOf, type Phases } from './figures/figures.ts';
import { type Profile, type ProfilePlan, profiles } from './profiles.ts';
import { seeded } from './seeded.ts';
import type { Change } from './worlds/edge-program.ts';
import {
  EDGES,
  ELSEWHERE,
  type Faults,
  type Ground,
  type Means,
  NETWORKS,
  noFaults,
  type World,
} from './worlds/world.ts';

export interface RunOptions {
  readonly profile: Profile;
  readonly rate: number;
  readonly seed: number;
  /** Version of HTTP that clients of ours speak; the ways of the comparison speak 1.1. */
  readonly http: 1 | 2;
  readonly phaseSeconds: { readonly healthy: number; readonly gray: number; readonly recovered: number };
  /** The gray phase ends so long after the ill edge was drained, and after `gray` at the latest: for a test, which has no time to wait and must have it when it is needed. */
  readonly graySecondsOnceDrained?: number;
}

/** A request in the picture: when, how long, and whether it failed. */
export type Dot = readonly [way: Way, atMs: number, milliseconds: number, failed: 0 | 1];

export interface RunResult extends RunOptions {
  readonly title: string;
  readonly means: Means;
  readonly startedAt: string;
  readonly phases: Phases;
  readonly figures: Figures;
  readonly changes: readonly (Change & { readonly atMs: number })[];
  readonly dots: readonly Dot[];
  /** What failed requests said, with how often. */
  readonly faults: Readonly<Record<string, number>>;
  readonly machine: {
    readonly cores: number;
    readonly loadBefore: number;
    readonly loadAfter: number;
    readonly cpuSeconds: number;
  };
}

const CLIENTS = 12;
const CREWS = 2;
const WRITE_EVERY_MS = 1_500;
const RESTART_EVERY_MS = 9_000;
const PLAN_EVERY_MS = 50;

/** One profile at one rate with one seed: healthy → gray → recovered, and everything that was seen meanwhile. */
export async function runProfile(ground: Ground, options: RunOptions): Promise<RunResult> {
  const { profile, rate, seed, http, phaseSeconds } = options;
  const plan = profiles[profile];
  const random = seeded(seed * 1_000 + profile.charCodeAt(0));
  let phases: Phases = {
    grayFrom: phaseSeconds.healthy * 1_000,
    grayTo: (phaseSeconds.healthy + phaseSeconds.gray) * 1_000,
    end: (phaseSeconds.healthy + phaseSeconds.gray + phaseSeconds.recovered) * 1_000,
  };
  let zero = Number.POSITIVE_INFINITY;
  const nowMs = () => performance.now() - zero;
  const loadBefore = loadavg()[0]!;
  const cpuBefore = process.cpuUsage();
  const world = await ground.openWorld({ rate, random: seeded(seed), http });
  async function endGrayOnceDrained(restMs: number): Promise<void> {
    while (nowMs() < phases.grayTo - restMs) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const { changes } = await world.edgeProgram.record();
      if (!changes.some(({ kind, edge }) => kind === 'drain' && edge === `edge-${plan.illEdge}`)) continue;
      const grayTo = Math.min(phases.grayTo, nowMs() + restMs);
      phases = { ...phases, grayTo, end: grayTo + phaseSeconds.recovered * 1_000 };
    }
  }
  try {
    const run = `${profile}${rate}-${seed}-${Date.now().toString(36)}`;
    const load = await openLoad({
      world,
      rate,
      clientCount: CLIENTS,
      random,
      keptManifest: plan.isDnsStale === true ? await manifestOf(world) : null,
      run,
      nowMs,
    });
    const crews = await Promise.all(
      Array.from({ length: CREWS }, (_, at) => openCrew({ world, at, random: seeded(seed + at), nowMs })),
    );
    const feed = await watchFeed({ world, at: 0, random: seeded(seed), nowMs });
    zero = performance.now();
    const epoch = Date.now();
    const end = () => phases.end;
    const [visits] = await Promise.all([
      visitFirst(world, end, { nowMs, random: seeded(seed + 100) }),
      followPlan(world, plan, { nowMs, phases: () => phases }),
      load.run(end),
      ...crews.map((crew) => work(crew, end, nowMs)),
      options.graySecondsOnceDrained === undefined ? null : endGrayOnceDrained(options.graySecondsOnceDrained * 1_000),
    ]);
    const ownChecks = world.ownChecks();
    // The fault would have been in the wrong place: what users met would not be a gray failure.
    if (ownChecks?.wasDown) throw new Error(`The own health check of edge 1 failed: ${JSON.stringify(ownChecks)}`);
    const counts = await Promise.all(crews.map((crew) => crew.count()));
    const fleet = await world.edgeProgram.record();
    const jobsByReference = await countJobs(world, run);
    await feed.sawAll(createdBy(load.measured));
    feed.close();
    load.close();
    const { user, system } = process.cpuUsage(cpuBefore);
    const figures = figuresOf({
      measured: [...load.measured, ...visits],
      phases,
      plan,
      epoch,
      fleet,
      edgeUrls: world.edgeUrls,
      sentBeside: load.sentBeside(),
      crews: counts,
      jobsByReference,
      feed,
      haproxy: (await world.haproxy?.checks()) ?? null,
      usage: world.edgeProgram.usage(),
      ownChecks,
      toldAt: world.subscribers.toldAt(),
    });
    return {
      ...options,
      title: plan.title,
      means: ground.means,
      startedAt: new Date(epoch).toISOString(),
      phases,
      figures,
      changes: fleet.changes.map((change) => ({ ...change, atMs: Date.parse(change.at) - epoch })),
      dots: [...load.measured, ...visits].map(dotOf),
      faults: countFaults([...load.measured, ...visits]),
      machine: {
        cores: cpus().length,
        loadBefore,
        loadAfter: loadavg()[0]!,
        cpuSeconds: Math.round((user + system) / 10_000) / 100,
      },
    };
  } finally {
    await world.close();
  }
}

/** Makes the world as ill as the plan wants it, moment by moment, and well at the end. */
async function followPlan(world: World, plan: ProfilePlan, time: { nowMs(): number; phases(): Phases }): Promise<void> {
  let inForce = '';
  for (;;) {
    const { grayFrom, grayTo, end } = time.phases();
    const at = time.nowMs();
    const now: Faults =
      at >= grayFrom && at < grayTo ? (edge, network) => plan.fault(edge, network, at - grayFrom) : noFaults;
    const described = describeFaults(now);
    if (described !== inForce) await world.impair(now);
    inForce = described;
    if (at >= end) return;
    await new Promise((resolve) => setTimeout(resolve, PLAN_EVERY_MS));
  }
}

function describeFaults(faults: Faults): string {
  const edges = Array.from({ length: EDGES }, (_, at) => at + 1);
  const networks = [ELSEWHERE, ...Array.from({ length: NETWORKS }, (_, at) => at + 1)];
  return JSON.stringify(edges.map((edge) => networks.map((network) => faults(edge, network))));
}

function countFaults(measured: readonly Measured[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { way, kind, fault } of measured)
    if (fault !== null) counts[`${way} ${kind}: ${fault}`] = (counts[`${way} ${kind}: ${fault}`] ?? 0) + 1;
  return counts;
}

function dotOf({ way, startedAt, milliseconds, fault }: Measured): Dot {
  return [way, Math.round(startedAt), Math.round(milliseconds), fault === null ? 0 : 1];
}

/** A crew at work: something captured every moment, and the app killed again and again. */
async function work(
  crew: Awaited<ReturnType<typeof openCrew>>,
  untilMs: () => number,
  nowMs: () => number,
): Promise<void> {
  let restartAt = nowMs() + RESTART_EVERY_MS;
  while (nowMs() < untilMs()) {
    await crew.record();
    if (nowMs() >= restartAt) {
      await crew.restart();
      restartAt = nowMs() + RESTART_EVERY_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, WRITE_EVERY_MS));
  }
}

async function manifestOf(world: World): Promise<SignedManifest> {
  return (await (await fetch(`${world.edgeProgram.url}/edge-api/manifest`)).json()) as SignedManifest;
}
