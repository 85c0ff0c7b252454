import type { SignedManifest } from '@roundsman/client';
import { type Browsing, openBrowsing } from './clients/browse.ts';
import { openCrew } from './clients/crew.ts';
import { type Measured, openLoad } from './clients/load.ts';
import { readStatus } from './clients/read-status.ts';
import { visitFirst } from './clients/visit-first.ts';
import { watchFeed } from './clients/watch-feed.ts';
import { countJobs } from './count-jobs.ts';
import { type Dots, packDots } from './figures/dots.ts';
import { createdBy, type Figures, figuresOf } from './figures/figures.ts';
import type { Phases } from './figures/quantiles.ts';
import { CLIENTS } from './forms.ts';
import { type Profile, type ProfilePlan, profiles } from './profiles.ts';
import { seeded } from './seeded.ts';
import { readVersions, type Versions } from './versions.ts';
import { type MachineUse, watchMachine } from './watch-machine.ts';
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
  /** A real browser with the apps is at work too; it takes more of the machine than everything else. */
  readonly hasBrowser: boolean;
  /** Kept beside the others, and counted for starts of the apps alone: what the browser takes the edges need. */
  readonly isForApps?: true;
  /** The gray phase ends so long after the ill edge was drained, and after `gray` at the latest: for a test, which has no time to wait and must have it when it is needed. */
  readonly graySecondsOnceDrained?: number;
}

/** One of the slowest requests of the client library while an edge was gray: which way it went, step by step. */
export interface SlowRequest {
  readonly client: number;
  readonly kind: string;
  readonly atMs: number;
  readonly milliseconds: number;
  readonly fault: string | null;
  /** Requests of the network that it took: to which edge (1 to 3), so many milliseconds after it was asked for. */
  readonly sent: readonly (readonly [edge: number, afterMs: number])[];
}

export interface RunResult extends RunOptions {
  readonly title: string;
  readonly means: Means;
  readonly startedAt: string;
  readonly phases: Phases;
  readonly figures: Figures;
  readonly changes: readonly (Change & { readonly atMs: number })[];
  readonly dots: Dots;
  readonly slowest: readonly SlowRequest[];
  /** What failed requests said, with how often. */
  readonly faults: Readonly<Record<string, number>>;
  readonly machine: MachineUse;
  readonly versions: Versions;
}

const SLOWEST = 20;
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
  const world = await ground.openWorld({
    rate,
    random: seeded(seed),
    http,
    hasStatusPlaces: plan.statusFault !== undefined,
  });
  let browsing: Browsing | null = null;
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
    browsing = options.hasBrowser ? await openBrowsing(world, nowMs) : null;
    const feed = await watchFeed({ world, at: 0, random: seeded(seed), nowMs });
    const machineUse = watchMachine();
    zero = performance.now();
    const epoch = Date.now();
    const end = () => phases.end;
    const everything = Promise.all([
      visitFirst(world, end, { nowMs, random: seeded(seed + 100) }),
      readStatus(world, end, nowMs),
      browsing?.run(() => phases.grayTo),
      followPlan(world, plan, { nowMs, phases: () => phases }),
      load.run(end),
      ...crews.map((crew) => work(crew, end, nowMs)),
      options.graySecondsOnceDrained === undefined ? null : endGrayOnceDrained(options.graySecondsOnceDrained * 1_000),
    ]);
    const [visits, statusLooks] = await Promise.race([everything, world.edgeProgram.died]);
    const machine = machineUse(phases);
    const ownChecks = world.ownChecks();
    // The fault would have been in the wrong place: what users met would not be a gray failure.
    if (ownChecks?.wasDown) throw new Error(`The own health check of edge 1 failed: ${JSON.stringify(ownChecks)}`);
    const counts = await Promise.all(crews.map((crew) => crew.count()));
    const fleet = await world.edgeProgram.record();
    const jobsByReference = await countJobs(world, run);
    await feed.sawAll(createdBy(load.measured));
    feed.close();
    load.close();
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
      statusLooks,
      appStarts: browsing?.starts ?? [],
    });
    return {
      ...options,
      title: plan.title,
      means: ground.means,
      startedAt: new Date(epoch).toISOString(),
      phases,
      figures,
      changes: fleet.changes.map((change) => ({ ...change, atMs: Date.parse(change.at) - epoch })),
      dots: packDots([...load.measured, ...visits]),
      slowest: slowestOf(load.measured, phases, world.edgeUrls),
      faults: countFaults([...load.measured, ...visits]),
      machine,
      versions: readVersions(),
    };
  } finally {
    await browsing?.close();
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
    const statusFault = now === noFaults ? null : (plan.statusFault ?? null);
    const described = describeFaults(now);
    if (described !== inForce) await world.impair(now, statusFault);
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

function slowestOf(measured: readonly Measured[], phases: Phases, edgeUrls: readonly string[]): SlowRequest[] {
  return measured
    .filter(({ way, startedAt }) => way === 'ours' && startedAt >= phases.grayFrom && startedAt < phases.grayTo)
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, SLOWEST)
    .map(({ client, kind, startedAt, milliseconds, fault, sent }) => ({
      client,
      kind,
      atMs: Math.round(startedAt),
      milliseconds: Math.round(milliseconds),
      fault,
      sent: sent.map(({ edge, atMs }) => [edgeUrls.indexOf(edge) + 1, Math.round(atMs - startedAt)] as const),
    }));
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
