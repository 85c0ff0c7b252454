import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import { v7 as newId } from 'uuid';
import type { EdgeClock } from '../clock.ts';
import { type EdgeAddress, edgeComponentId } from '../components.ts';
import type { PortState, SteeringPort } from '../steering/index.ts';
import type { Store } from '../store/index.ts';
import type { Person } from './drain-by-hand.ts';
import type { TrafficCounts } from './evidence/count-traffic.ts';
import { openFleetReach, type ReachReading } from './evidence/fleet-reach.ts';
import { type Evidence, openSiblingTest, thresholdFor } from './evidence/sibling-test.ts';
import type { Witness } from './evidence/weigh-witnesses.ts';
import { type Change, type EdgeStanding, type EdgeWeight, planSteering } from './plan-steering.ts';
import { issueManifest, newestManifest, type SignedManifest } from './sign-manifest.ts';
import { readLastFlip, readStandings, relapsesOf, writeStanding } from './standings.ts';
import { openSteadyTime } from './steady-time.ts';
import { openToldPorts } from './tell-ports.ts';
import { openReturnWatch } from './watch-return.ts';

/** What a witness saw over one edge; `edge` is an address of the configuration. */
export interface Sighting {
  readonly edgeUrl: string;
  readonly network: string;
  readonly witness: Witness;
  readonly good: number;
  readonly bad: number;
  /** The good ones were gathered over so long, ending now; 0 unless said. */
  readonly overMs?: number;
  /** Brought nothing, and no other edge did: no word about this one, and one about all of them. */
  readonly failed?: number;
  /** What was said before it was cut to a vote: for the record alone. */
  readonly reported?: { readonly good: number; readonly bad: number };
}

export interface FleetView {
  readonly steering: 'automatic' | 'dry_run';
  readonly manifestVersion: number;
  readonly ports: readonly PortState[];
  /** Whether anybody reaches the platform over any edge, which comparing the edges never tells. */
  readonly reach: ReachReading;
  readonly edges: readonly (EdgeStanding & { readonly url: string; readonly evidence: Evidence })[];
}

/** Since when the edge was suspect, where that is known, and whether anything was done. */
export interface Found {
  readonly suspectSinceMs: number | null;
  readonly isDry: boolean;
}

export interface Fleet {
  saw(sighting: Sighting): void;
  /** Looks at everything, does at most one thing about it, and keeps the steering ports told. Called again and again by who acts. */
  tick(): void;
  /** Called instead by who does not act: ports are another program's, but for what a person said here. */
  standBy(): void;
  /** An edge that carries traffic was just beaten, or clients hold up one that is well again: who looks should look more often. */
  isDoubtful(): boolean;
  /** A person's word: 0 holds an edge out until 100 brings it back. False when no such edge is known, or it is the last. */
  setByHand(edge: string, weight: 0 | 100, by: Person, why: string): boolean;
  /** A drained edge is the monitor's again, which brings it back in steps once it is clean. */
  release(edge: string): void;
  /** Another program moved edges or issued a list: what the store says now counts. */
  reload(): void;
  manifest(): SignedManifest;
  view(): FleetView;
  /** Tells no port anything more. */
  stop(): Promise<void>;
}

export interface FleetParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly edges: readonly EdgeAddress[];
  readonly manifestKey: KeyObject;
  readonly ports: readonly SteeringPort[];
  /** False: say what would be done, and do nothing. */
  readonly isAutomatic: boolean;
  readonly falseAlarmsPerMonth: number;
  /** Requests and looks a second over all edges that the threshold is made for. */
  readonly requestsPerSecond: number;
  /** Places that look at the edges from here. */
  readonly places: number;
  readonly traffic: TrafficCounts;
  /** Called after each change that the monitor made or would have made. */
  onChange(change: Change, evidence: Evidence, how: Found): void;
}

const MONITOR: Person = { id: 'monitor', name: 'monitor' };

/** The fleet loop: what clients and probes saw → evidence → one change at a time → every steering port, on record. */
export function openFleet(parts: FleetParts): Fleet {
  const { store, clock, edges } = parts;
  const ids = edges.map(edgeComponentId);
  const urlOf = new Map(edges.map((edge) => [edgeComponentId(edge), edge.url.replace(/\/$/, '')]));
  const idOf = new Map([...urlOf].map(([id, url]) => [url, id]));
  const threshold = thresholdFor({ ...parts, edges: edges.length });
  const test = openSiblingTest(ids, threshold);
  const reached = openFleetReach();
  // What happened how long ago is counted in a time that nobody sets; what goes on record has the wall's.
  const { now, fromWall, toWall } = openSteadyTime(clock);
  const wallMs = () => clock.now().getTime();
  const watchedSinceMs = now();
  const returns = openReturnWatch(watchedSinceMs);
  let standings = read();
  let lastFlipMs = Number.NEGATIVE_INFINITY;
  let pagedMs = Number.NEGATIVE_INFINITY;
  /** Edge → what a dry run said of it last. */
  const said = new Map<string, string>();
  let signed = issue();
  /** Another program wrote: the newest list may be older than what the store now says of the edges. */
  let isMerged = false;
  let isActing = false;
  const ports = openToldPorts(parts.ports, parts);

  function read(): EdgeStanding[] {
    return readStandings(store, ids, wallMs()).map((one) => ({
      ...one,
      sinceMs: fromWall(one.sinceMs),
      lastBadMs: fromWall(one.lastBadMs),
    }));
  }
  const onRecord = (one: EdgeStanding): EdgeStanding => ({
    ...one,
    sinceMs: toWall(one.sinceMs),
    lastBadMs: toWall(one.lastBadMs),
    relapses: relapsesOf(one, now()),
  });

  function issue(): SignedManifest {
    const list = standings.map(({ edge, weight }) => ({ url: urlOf.get(edge)!, weight }));
    return issueManifest(store, parts.manifestKey, list, clock.now());
  }

  // An edge program of an earlier version does not say who saw it.
  function saw({ edgeUrl, network, witness = 'client', good, bad, overMs = 0, failed = 0, reported }: Sighting): void {
    const edge = idOf.get(edgeUrl.replace(/\/$/, ''));
    if (edge === undefined) return;
    const atMs = now();
    reached.saw({ network, witness, isKnown: test.isKnown(network), good, failed, atMs });
    const counted = reported ?? { good, bad };
    if (counted.good > 0 || counted.bad > 0)
      parts.traffic.add(edge, counted.good, counted.bad, wallMs(), witness === 'probe');
    if (good === 0 && bad === 0) return;
    test.observe({ edge, network, witness, good, bad, atMs, overMs });
    const { brokenMs } = test.cleanSpell(edge, atMs);
    if (brokenMs === atMs) replace(edge, (standing) => ({ ...standing, lastBadMs: atMs }));
    returns.saw({ edge, network, witness, good, bad, overMs, atMs });
  }

  function reach(): ReachReading {
    const reading = reached.reading(now());
    return { ...reading, sinceMs: reading.sinceMs === null ? null : toWall(reading.sinceMs) };
  }

  function replace(edge: string, change: (standing: EdgeStanding) => EdgeStanding): EdgeStanding {
    const at = standings.findIndex((standing) => standing.edge === edge);
    const changed = change(standings[at]!);
    standings = standings.with(at, changed);
    return changed;
  }

  function tick(): void {
    // Only who acts comes here: of programs that wrote apart, one says what the list is now.
    if (isMerged) signed = issue();
    isMerged = false;
    const nowMs = now();
    // At a start, and when another program acted until now.
    if (!isActing) lastFlipMs = Math.max(lastFlipMs, fromWall(readLastFlip(store, MONITOR.id, wallMs()) ?? 0));
    const change = planSteering({
      nowMs,
      standings,
      lastFlipMs,
      evidence: (edge) => test.evidence(edge, nowMs),
      isBad: (edge) => test.isBad(edge, nowMs),
      suspectSince: (edge) => test.suspectSince(edge, nowMs),
      isShownWell: (sibling, accused) => test.isShownWell(sibling, accused, nowMs),
      cleanLooks: (edge) => test.cleanSpell(edge, nowMs),
      stepSeen: (edge) => returns.seen(edge, shareOf(edge), nowMs),
      places: parts.places,
      watchedSinceMs,
    });
    if (change) act(change, nowMs);
    isActing = true;
    ports.keep(plan(), isAsserting());
  }

  function act(change: Change, nowMs: number): void {
    // A person is called once a minute at most, for as long as it lasts.
    if (change.kind === 'page' && nowMs - pagedMs < 60_000) return;
    if (change.kind === 'page') pagedMs = nowMs;
    else if (!parts.isAutomatic && isSaid(change, nowMs)) return;
    carryOut(change, MONITOR, false);
  }

  /** A dry run changes nothing, so that the same is to be done in a minute again: it is said once for each trouble. */
  function isSaid({ edge, kind }: Change, nowMs: number): boolean {
    const { lastBadMs } = standings.find((one) => one.edge === edge)!;
    const words = `${kind} ${kind === 'drain' ? test.suspectSince(edge, nowMs) : lastBadMs}`;
    const isSame = said.get(edge) === words;
    said.set(edge, words);
    return isSame;
  }

  function carryOut(change: Change, by: Person, isHeld: boolean): void {
    const nowMs = now();
    const evidence = test.evidence(change.edge, nowMs);
    const suspectSinceMs = test.suspectSince(change.edge, nowMs);
    const before = standings.find(({ edge }) => edge === change.edge)!;
    const weight: EdgeWeight = change.kind === 'drain' ? 0 : change.kind === 'readmit' ? change.weight : before.weight;
    const isMonitor = by.id === MONITOR.id;
    const isDry = isMonitor && !parts.isAutomatic;
    // The three steps of a readmission are one flip; so is a relapse within them. A person's word must not tie the monitor's hands.
    if (isMonitor && change.kind !== 'page' && (before.weight === 100 || before.weight === 0)) lastFlipMs = nowMs;
    const isRelapse = change.kind === 'drain' && isMonitor;
    const after: EdgeStanding = {
      ...before,
      weight,
      sinceMs: nowMs,
      isHeld,
      relapses: relapsesOf(before, nowMs) + (isRelapse ? 1 : 0),
    };
    const id = newId();
    store.transact(() => {
      if (!isDry && change.kind !== 'page') writeStanding(store, onRecord(after));
      store.db
        .prepare(
          `INSERT INTO steering_log (id, at_ms, edge_id, kind, weight, why, by, by_name, dry_run, evidence)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          wallMs(),
          change.edge,
          change.kind,
          weight,
          change.why,
          by.id,
          by.name,
          isDry ? 1 : 0,
          JSON.stringify(evidence),
        );
    });
    parts.log.warn({ edge: change.edge, kind: change.kind, weight, why: change.why, by: by.id, isDry }, 'steering');
    if (!isDry && change.kind !== 'page') {
      replace(change.edge, () => after);
      test.forget(change.edge);
      returns.restart(change.edge, nowMs);
      signed = issue();
      ports.tell(plan(), id);
    }
    // A person who moves traffic knows why; only what the monitor found is news.
    const sinceMs = suspectSinceMs === null ? null : toWall(suspectSinceMs);
    if (isMonitor) parts.onChange(change, evidence, { suspectSinceMs: sinceMs, isDry });
  }

  const shareOf = (edge: string) => {
    const all = standings.reduce((sum, { weight }) => sum + weight, 0);
    return all === 0 ? 0 : standings.find((one) => one.edge === edge)!.weight / all;
  };
  const plan = () => standings.map(({ edge, weight }) => ({ id: edge, url: urlOf.get(edge)!, weight }));
  /** A dry run leaves alone what nobody moved; what a person moved here is kept so. */
  const isAsserting = () => parts.isAutomatic || standings.some(({ weight }) => weight < 100);

  return {
    saw,
    tick,
    standBy() {
      if (isActing) ports.rest();
      isActing = false;
      ports.carryThrough();
    },
    isDoubtful: () =>
      standings.some(({ edge, weight, isHeld }) =>
        weight > 0 ? test.isDoubtful(edge, now()) : !isHeld && test.isDisputed(edge, now()),
      ),
    setByHand(edge, weight, by, why) {
      const standing = standings.find((one) => one.edge === edge);
      const others = standings.filter((one) => one.edge !== edge && one.weight > 0);
      if (!standing || (weight === 0 && others.length === 0)) return false;
      if (weight === 0) carryOut({ kind: 'drain', edge, why }, by, true);
      else carryOut({ kind: 'readmit', edge, weight, why }, by, false);
      return true;
    },
    release(edge) {
      const standing = standings.find((one) => one.edge === edge);
      if (standing) writeStanding(store, onRecord(replace(edge, (one) => ({ ...one, isHeld: false }))));
    },
    reload() {
      const before = new Map(standings.map((one) => [one.edge, one]));
      standings = read().map((one) => ({
        ...one,
        lastBadMs: Math.max(one.lastBadMs, before.get(one.edge)?.lastBadMs ?? 0),
      }));
      for (const { edge, weight } of standings) {
        if (before.get(edge)?.weight === weight) continue;
        test.forget(edge);
        returns.restart(edge, now());
        // What was told here is no longer the last word; who acts has heard of the new one.
        if (!isActing) ports.rest();
      }
      signed = newestManifest(store) ?? signed;
      isMerged = true;
    },
    manifest: () => signed,
    view: () => ({
      reach: reach(),
      steering: parts.isAutomatic ? 'automatic' : 'dry_run',
      manifestVersion: signed.version,
      ports: ports.states(),
      edges: standings.map((standing) => ({
        ...onRecord(standing),
        url: urlOf.get(standing.edge)!,
        evidence: test.evidence(standing.edge, now()),
      })),
    }),
    stop: () => ports.stop(),
  };
}
