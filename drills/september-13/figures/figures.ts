import type { App, AppStart } from '../clients/browse.ts';
import type { CrewCount } from '../clients/crew.ts';
import type { Measured, Way } from '../clients/load.ts';
import type { StatusLook } from '../clients/read-status.ts';
import type { ToldAt } from '../clients/subscribers.ts';
import type { ProfilePlan } from '../profiles.ts';
import type { FleetRecord } from '../worlds/edge-program.ts';
import type { OwnChecks } from '../worlds/world.ts';
import { type AppFigures, appFigures } from './app-starts.ts';
import { movesAway } from './moves-away.ts';
import { type Phases, type Quantiles, quantiles } from './quantiles.ts';
import { type StatusPageFigures, statusPage } from './status-page.ts';

export interface WayFigures {
  readonly requests: number;
  readonly failed: number;
  readonly failedShare: number;
  readonly healthy: Quantiles;
  readonly gray: Quantiles;
  readonly recovered: Quantiles;
}

/** Every figure of the table, by name. Seconds, shares of one, milliseconds for latencies; null where the profile has no such thing. */
export interface Figures {
  readonly detectSeconds: number | null;
  readonly clientMovesAwayMilliseconds: Quantiles;
  /** From the start of the fault to the answer of the last request of all that met it; null when none did. */
  readonly allClientsAwaySeconds: number | null;
  readonly failedClientRequests: number;
  readonly clientRequests: number;
  readonly p99WhileGrayMilliseconds: number | null;
  readonly extraRequestsShare: number;
  /** Of the requests begun before the fault, and of those begun while it lasted. */
  readonly extraRequestsShareInPeace: number;
  readonly extraRequestsShareWhileGray: number;
  readonly reportsAndListsShare: number;
  readonly operatorWritesRecorded: number;
  readonly operatorWritesWaiting: number;
  readonly operatorWritesLost: number;
  readonly operatorWritesDoubled: number;
  /** Absent in runs that compared how many were sent with the number that the device's next command has, where a loss and a double cancel out. */
  readonly operatorWritesCountedBy?: 'command_id';
  readonly appRestarts: number;
  readonly apiWrites: number;
  readonly apiWritesLost: number;
  readonly apiWritesDoubled: number;
  readonly falseEjections: number;
  readonly incidentDraftedSeconds: number | null;
  /** From the publishing of the incident to each subscriber. */
  readonly subscriberToldSeconds: Readonly<Record<keyof ToldAt, number | null>>;
  readonly backToNormalSeconds: number | null;
  readonly feedEventsMissed: number;
  readonly feedEventsDoubled: number;
  readonly feedAgeWhileGrayMilliseconds: Quantiles;
  readonly ways: Readonly<Partial<Record<Way, WayFigures>>>;
  /** People who came for the first time, by DNS and without code of ours; null in a world without a name server. */
  readonly firstVisits: number | null;
  readonly firstVisitsFailed: number | null;
  /** From the start of the fault to the start of the last first visit that failed. */
  readonly firstVisitsWellAgainSeconds: number | null;
  /** Starts of apps that were opened once, in a real browser; null in a run without one. */
  readonly apps: Readonly<Record<App, AppFigures>> | null;
  /** Looks at the status page while its first host was gray, at that place and at the second; null in a run without such places. */
  readonly statusPage: StatusPageFigures | null;
  /** The ill edge's own health check, past the impaired side. */
  readonly ownChecksAsked: number | null;
  readonly ownChecksFailed: number | null;
  readonly haproxyFailedChecks: number | null;
  readonly haproxyEdgesDown: number | null;
  readonly edgeProgramCpuSeconds: number | null;
  readonly edgeProgramPeakMegabytes: number | null;
}

export interface Observed {
  readonly measured: readonly Measured[];
  readonly phases: Phases;
  readonly plan: ProfilePlan;
  /** Epoch milliseconds of the run's start. */
  readonly epoch: number;
  readonly fleet: FleetRecord;
  readonly edgeUrls: readonly string[];
  readonly sentBeside: number;
  readonly crews: readonly CrewCount[];
  /** Reference id → jobs on the platform that carry it. */
  readonly jobsByReference: ReadonlyMap<string, number>;
  readonly feed: {
    readonly seen: ReadonlyMap<string, number>;
    readonly ages: readonly { readonly atMs: number; readonly ageMs: number }[];
  };
  readonly haproxy: { readonly failedChecks: number; readonly down: number } | null;
  readonly usage: { readonly cpuSeconds: number; readonly peakMegabytes: number } | null;
  readonly ownChecks: OwnChecks | null;
  readonly toldAt: ToldAt;
  readonly statusLooks: readonly StatusLook[];
  readonly appStarts: readonly AppStart[];
}

export function figuresOf(observed: Observed): Figures {
  const { measured, phases, plan, epoch, fleet } = observed;
  const ours = measured.filter(({ way }) => way === 'ours');
  const isGray = ({ startedAt }: { startedAt: number }) => startedAt >= phases.grayFrom && startedAt < phases.grayTo;
  const isHealthy = ({ startedAt }: { startedAt: number }) => startedAt < phases.grayFrom;
  const sentBy = (rows: readonly Measured[]) => rows.reduce((sum, { sent }) => sum + sent.length, 0);
  const extra = (rows: readonly Measured[]) => (rows.length === 0 ? 0 : sentBy(rows) / rows.length - 1);

  const at = (change: { at: string }) => Date.parse(change.at) - epoch;
  const drains = fleet.changes.filter(({ kind }) => kind === 'drain');
  const illEdge = plan.illEdge === null ? null : `edge-${plan.illEdge}`;
  const rightDrain = drains
    .filter((one) => one.edge === illEdge && at(one) >= phases.grayFrom)
    .sort((a, b) => at(a) - at(b))[0];
  const falseEjections = drains.filter((one) => one.edge !== illEdge || at(one) < phases.grayFrom).length;
  const whole = fleet.changes
    .filter((one) => one.kind === 'readmit' && one.edge === illEdge && one.weight === 100 && at(one) > phases.grayTo)
    .sort((a, b) => at(a) - at(b))[0];
  const draft = fleet.drafts.find(({ edge }) => edge === illEdge);
  const seconds = (milliseconds: number) => Math.round(milliseconds / 10) / 100;

  const moves = plan.illEdge === null ? [] : movesAway(ours, observed.edgeUrls[plan.illEdge - 1]!, phases);
  const writes = ours.filter(({ kind }) => kind === 'create');
  const promised = writes.filter(({ fault }) => fault === null);
  const created = createdBy(measured);
  const crew = (pick: (one: CrewCount) => number) => observed.crews.reduce((sum, one) => sum + pick(one), 0);
  const ways = [...new Set(measured.map(({ way }) => way))];

  return {
    detectSeconds: rightDrain ? seconds(at(rightDrain) - phases.grayFrom) : null,
    clientMovesAwayMilliseconds: quantiles(moves.map(({ milliseconds }) => milliseconds)),
    allClientsAwaySeconds:
      moves.length === 0 ? null : seconds(Math.max(...moves.map(({ lastAt }) => lastAt)) - phases.grayFrom),
    failedClientRequests: ours.filter(({ fault }) => fault !== null).length,
    clientRequests: ours.length,
    p99WhileGrayMilliseconds: quantiles(ours.filter(isGray).map(({ milliseconds }) => milliseconds)).p99,
    extraRequestsShare: round(extra(ours)),
    extraRequestsShareInPeace: round(extra(ours.filter(isHealthy))),
    extraRequestsShareWhileGray: round(extra(ours.filter(isGray))),
    reportsAndListsShare: round(observed.sentBeside / Math.max(1, ours.length)),
    operatorWritesRecorded: crew(({ recorded }) => recorded),
    operatorWritesWaiting: crew(({ waiting }) => waiting),
    operatorWritesLost: crew(({ lost }) => lost),
    operatorWritesDoubled: crew(({ doubled }) => doubled),
    operatorWritesCountedBy: 'command_id',
    appRestarts: crew(({ restarts }) => restarts),
    apiWrites: writes.length,
    apiWritesLost: promised.filter(({ referenceId }) => !observed.jobsByReference.get(referenceId!)).length,
    apiWritesDoubled: writes.filter(({ referenceId }) => (observed.jobsByReference.get(referenceId!) ?? 0) > 1).length,
    falseEjections,
    incidentDraftedSeconds: draft ? seconds(Date.parse(draft.createdAt) - epoch - phases.grayFrom) : null,
    subscriberToldSeconds: {
      email: told(draft, observed.toldAt.email),
      sms: told(draft, observed.toldAt.sms),
      webhook: told(draft, observed.toldAt.webhook),
    },
    backToNormalSeconds: whole ? seconds(at(whole) - phases.grayTo) : null,
    feedEventsMissed: created.filter((id) => !observed.feed.seen.has(id)).length,
    feedEventsDoubled: [...observed.feed.seen.values()].filter((times) => times > 1).length,
    feedAgeWhileGrayMilliseconds: quantiles(
      observed.feed.ages
        .filter(({ atMs }) => atMs >= phases.grayFrom && atMs < phases.grayTo)
        .map(({ ageMs }) => ageMs),
    ),
    ways: Object.fromEntries(
      ways.map((way) => [
        way,
        wayFigures(
          measured.filter((one) => one.way === way),
          phases,
        ),
      ]),
    ),
    ...firstVisits(measured, phases),
    apps: appFigures(observed.appStarts, phases),
    statusPage: statusPage(observed.statusLooks, phases, draft ? Date.parse(draft.createdAt) - epoch : null),
    ownChecksAsked: observed.ownChecks?.asked ?? null,
    ownChecksFailed: observed.ownChecks?.failed ?? null,
    haproxyFailedChecks: observed.haproxy?.failedChecks ?? null,
    haproxyEdgesDown: observed.haproxy?.down ?? null,
    edgeProgramCpuSeconds: observed.usage?.cpuSeconds ?? null,
    edgeProgramPeakMegabytes: observed.usage?.peakMegabytes ?? null,
  };
}

const told = (draft: { createdAt: string } | undefined, at: number | null) =>
  draft && at !== null ? Math.round((at - Date.parse(draft.createdAt)) / 10) / 100 : null;

function firstVisits(measured: readonly Measured[], phases: Phases) {
  const visits = measured.filter(({ way }) => way === 'navigation');
  const failed = visits.filter(({ fault }) => fault !== null);
  const last = Math.max(...failed.map(({ startedAt }) => startedAt));
  const isNone = visits.length === 0;
  return {
    firstVisits: isNone ? null : visits.length,
    firstVisitsFailed: isNone ? null : failed.length,
    firstVisitsWellAgainSeconds: failed.length === 0 ? null : Math.round((last - phases.grayFrom) / 10) / 100,
  };
}

/** The jobs that users of our library were told were made. */
export function createdBy(measured: readonly Measured[]): string[] {
  return measured.flatMap(({ way, createdId }) => (way === 'ours' && createdId !== null ? [createdId] : []));
}

export function wayFigures(rows: readonly Measured[], phases: Phases): WayFigures {
  const failed = rows.filter(({ fault }) => fault !== null).length;
  const within = (from: number, to: number) =>
    quantiles(
      rows.filter(({ startedAt }) => startedAt >= from && startedAt < to).map(({ milliseconds }) => milliseconds),
    );
  return {
    requests: rows.length,
    failed,
    failedShare: round(failed / Math.max(1, rows.length)),
    healthy: within(0, phases.grayFrom),
    gray: within(phases.grayFrom, phases.grayTo),
    recovered: within(phases.grayTo, Number.POSITIVE_INFINITY),
  };
}

const round = (share: number) => Math.round(share * 100_000) / 100_000;
