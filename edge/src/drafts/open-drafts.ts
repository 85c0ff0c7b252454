import type { Affected, IncidentDraft, TrafficView } from '@roundsman/api-contract';
import type { EdgeClock } from '../clock.ts';
import type { Change, Evidence, FleetView, Found, TrafficCounts } from '../fleet/index.ts';
import { type DeskVerb, type IncidentDesk, openIncidents } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { RequestCounts } from '../traffic/index.ts';
import { edgeWords, platformWords, trafficWords } from './draft-words.ts';
import { type NewDraft, openDraftRows } from './keep-drafts.ts';
import type { EdgeTrouble } from './platform-trouble.ts';
import { touchedOrganisations } from './touched-organisations.ts';
import type { ComponentWatch } from './watch-components.ts';
import { dropBegan, troubleBegan } from './when-it-began.ts';

export interface Drafts {
  /** What the monitor found out about an edge, at once. */
  about(change: Change, evidence: Evidence, found: Found): void;
  /** A step of the traffic was judged: words for a person to read, never published by themselves. */
  aboutTraffic(views: readonly TrafficView[]): void;
  /** Begins, renews and ends what the records say by now; call it every second or so. */
  look(at?: Date): void;
  list(): IncidentDraft[];
  /** One tap: the draft becomes an incident; one that is over already, a resolved one. Problem 404 or 409. */
  publish(id: string, by: string): IncidentDraft;
  drop(id: string): IncidentDraft;
}

export interface DraftParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly desk: IncidentDesk;
  readonly isAutomatic: boolean;
  /** What people reach over the edges. */
  readonly carried: readonly string[];
  readonly watch: ComponentWatch;
  readonly trouble: EdgeTrouble;
  readonly traffic: TrafficCounts;
  readonly counts: RequestCounts;
  edges(): FleetView['edges'];
  views(): readonly TrafficView[];
  nameOf(componentId: string): string;
}

const PLATFORM = 'platform';
const MONITOR = 'monitor';
/** How soon after publishing the public is told more. */
const NEXT_UPDATE_MS = 30 * 60_000;
/** So soon what comes back is no other trouble. */
const SAME_WITHIN_MS = 600_000;
/** Nothing was done in a dry run, so it is over when the edge was well for so long. */
const DRY_QUIET_MS = 300_000;
const SUSPECT = 0.5;
/** So long after the drain only the edge itself is out of order, if every way of steering took it. */
const MOVED_AFTER_MS = 60_000;
/** The record has the wall's time, the standing one that nobody sets. */
const CLOCKS_APART_MS = 1_000;
/** An edge with this share of bad answers belongs to what is wrong with the platform. */
const ILL_SHARE = 0.03;
/** So many organisations at once are no chance: each has a false alarm a few times a year. */
const LEAST_ORGANISATIONS = 3;
/** Who dropped a draft about traffic hears no more of it for a working day. */
const QUIET_AFTER_DROP_MS = 8 * 3_600_000;
const LOOKED_BACK_MS = 3_600_000;
const REFRESHED_EVERY_MS = 30_000;
/** Nobody publishes it any more. */
const OVER_KEPT_OPEN_MS = 7 * 86_400_000;

export function openDrafts(parts: DraftParts): Drafts {
  const { store, clock, desk, watch, nameOf } = parts;
  const rows = openDraftRows(store);
  const nowMs = () => clock.now().getTime();
  let refreshedMs = 0;

  function write(verb: DeskVerb, id: string | null, key: string, by: string, body: unknown): { id: string } {
    // The key alone says what it is: tried again later, the same words carry another time.
    return desk.write(verb, { writer: by, idempotencyKey: key, id, body, fingerprint: key }).body as { id: string };
  }

  const touched = (affected: readonly Affected[], fromMs: number, isDown: boolean) =>
    touchedOrganisations(parts.counts, parts.views(), {
      componentIds: affected.map(({ componentId }) => componentId),
      fromMs,
      nowMs: nowMs(),
      isDown,
    });

  function begin(draft: NewDraft, mayPublish: boolean): void {
    const { id } = rows.add(draft);
    if (parts.isAutomatic && mayPublish) publish(id, MONITOR);
  }

  function publish(id: string, by: string): IncidentDraft {
    const draft = rows.find(id);
    if (!draft) throw new Problem({ status: 404, code: 'draft_not_found', title: 'There is no such draft' });
    if (draft.state !== 'open')
      throw new Problem({ status: 409, code: 'wrong_state', title: `The draft is ${draft.state} already` });
    const incident = write('createIncident', null, `draft-${id}`, by, {
      title: draft.title,
      message: draft.message,
      state: isAboutEdge(draft) && !draft.isDryRun ? 'identified' : 'investigating',
      affected: draft.affected,
      startedAt: draft.startedAt,
      ...(draft.overAt === null && { nextUpdateAt: new Date(nowMs() + NEXT_UPDATE_MS).toISOString() }),
    });
    rows.setState(id, 'published', incident.id);
    if (draft.overAt !== null)
      write('resolveIncident', incident.id, `draft-${id}-over`, by, {
        message: `It was over at ${draft.overAt.slice(11, 16)} UTC.`,
        resolvedAt: draft.overAt,
      });
    return rows.find(id)!;
  }

  const isAboutEdge = ({ subject }: IncidentDraft) => parts.edges().some(({ edge }) => edge === subject);

  /** The incident of a draft, while it is open and nobody but the monitor has gone on with its words. */
  function ownIncident({ incidentId }: IncidentDraft): string | null {
    if (incidentId === null) return null;
    const isOpen = store.db.prepare("SELECT 1 FROM incidents WHERE id = ? AND state <> 'resolved'").get(incidentId);
    const taken = store.db
      .prepare(
        `SELECT 1 FROM updates WHERE about_id = ? AND written_by <> '${MONITOR}'
           AND at_ms > (SELECT min(at_ms) FROM updates WHERE about_id = ?) LIMIT 1`,
      )
      .get(incidentId, incidentId);
    return isOpen && !taken ? incidentId : null;
  }

  function finish(draft: IncidentDraft, message: string): void {
    rows.end(draft.id, nowMs());
    const incident = ownIncident(draft);
    if (incident) write('resolveIncident', incident, `draft-${draft.id}-over`, MONITOR, { message });
  }

  /** What goes on about a subject. What comes back soon after it was over, and nobody told the public of, is the same trouble. */
  function ongoingAbout(subject: string): IncidentDraft | null {
    const last = rows.lastAbout(subject);
    if (!last || last.overAt === null) return last;
    if (last.state !== 'open' || nowMs() - Date.parse(last.overAt) >= SAME_WITHIN_MS) return null;
    rows.end(last.id, null);
    return { ...last, overAt: null };
  }

  function lookAtEdge(draft: IncidentDraft): void {
    const standing = parts.edges().find(({ edge }) => edge === draft.subject);
    if (!standing) {
      rows.end(draft.id, nowMs());
      return;
    }
    const { weight, sinceMs, lastBadMs, evidence } = standing;
    const createdMs = Date.parse(draft.createdAt);
    const name = nameOf(draft.subject);
    if (draft.isDryRun) {
      const isQuiet = nowMs() - Math.max(lastBadMs, createdMs) >= DRY_QUIET_MS;
      if (isQuiet && evidence.score < evidence.threshold * SUSPECT) finish(draft, `${name} answers as usual again.`);
    } else if (weight === 100 && sinceMs > createdMs)
      finish(draft, `${name} answers as usual again and carries its share of the traffic.`);
    else if (weight === 0 && nowMs() - sinceMs >= MOVED_AFTER_MS) sayMoved(draft, sinceMs);
  }

  /** The traffic is elsewhere: from now on the edge alone is out of order. */
  function sayMoved(draft: IncidentDraft, sinceMs: number): void {
    const incident = ownIncident(draft);
    if (!incident) return;
    const still = store.db
      .prepare(
        'SELECT 1 FROM incident_components WHERE incident_id = ? AND component_id <> ? AND to_ms IS NULL LIMIT 1',
      )
      .get(incident, draft.subject);
    const failed = store.db
      .prepare(
        `SELECT 1 FROM steering_results r JOIN steering_log l ON l.id = r.change_id
          WHERE l.edge_id = ? AND l.at_ms >= ? AND r.fault IS NOT NULL LIMIT 1`,
      )
      .get(draft.subject, sinceMs - CLOCKS_APART_MS);
    if (!still || failed) return;
    write('updateIncident', incident, `draft-${draft.id}-moved-${sinceMs}`, MONITOR, {
      state: 'monitoring',
      message: `The traffic of ${nameOf(draft.subject)} goes over the other edges since ${new Date(sinceMs).toISOString().slice(11, 16)} UTC. ${nameOf(draft.subject)} itself stays out until it is well.`,
      affected: [{ componentId: draft.subject, impact: 'partial_outage' }],
    });
  }

  /** Edges that nobody can step in for, and parts that do not work, are one thing to the public. */
  function lookAtPlatform(at = clock.now()): void {
    const hard = parts.trouble.now(at);
    const last = rows.lastAbout(PLATFORM);
    const ongoing = last?.overAt === null ? last : null;
    const said = new Set(
      openIncidents(store)
        .filter(({ id, example }) => id !== ongoing?.incidentId && !example)
        .flatMap(({ affected }) => affected.map(({ componentId }) => componentId)),
    );
    const allDown = watch.down(at);
    const down = allDown.filter(({ id }) => !said.has(id));
    if (!hard && allDown.length === 0) {
      const edges = parts.edges().map(({ edge }) => edge);
      const isStillDown = ongoing?.affected.some(
        ({ componentId }) => !edges.includes(componentId) && watch.isDown(componentId),
      );
      if (ongoing && !isStillDown) finish(ongoing, 'Everything that was named here works again.');
      return;
    }
    if (!hard && down.length === 0) return;
    const known = ongoing ?? ongoingAbout(PLATFORM);
    const everyEdge = parts.edges().map(({ edge }) => edge);
    const ill = hard && (hard.isAway ? everyEdge : [...new Set([hard.edge, ...illEdges()])]);
    const words = platformWords(hard && { ...hard, ids: ill ?? [] }, down, parts.carried, nameOf);
    if (!known) {
      const startedMs = Math.min(
        ...down.map(({ sinceMs }) => sinceMs),
        ...(hard ? [hard.sinceMs, edgesBegan(ill ?? []) ?? hard.sinceMs] : []),
      );
      const first = down[0]?.id ?? hard?.edge ?? PLATFORM;
      const evidence: Evidence = hard?.evidence ?? {
        edge: first,
        score: (nowMs() - startedMs) / 1000,
        threshold: 0,
        isIll: true,
        networks: [],
      };
      const organisations = touched(words.affected, startedMs, down.length > 0 || hard?.isAway === true);
      const isDry = hard?.isDry === true && down.length === 0;
      const draft = { ...words, subject: PLATFORM, component: first, evidence: copyOf(evidence), organisations };
      begin({ ...draft, isDry, startedMs, createdMs: nowMs() }, !isDry);
      return;
    }
    const affected = worstOf([...known.affected, ...words.affected]);
    if (isSame(affected, known.affected)) return;
    rows.renew(known.id, { ...words, affected }, touched(affected, Date.parse(known.startedAt), down.length > 0));
    const incident = parts.isAutomatic ? ownIncident(known) : null;
    if (incident)
      write('updateIncident', incident, `draft-${known.id}-grew-${nowMs()}`, MONITOR, {
        message: words.message,
        affected,
      });
  }

  function illEdges(): string[] {
    return parts
      .edges()
      .filter(({ weight, evidence: { networks } }) => {
        const bad = networks.reduce((sum, one) => sum + one.bad, 0);
        const all = networks.reduce((sum, one) => sum + one.good + one.bad, 0);
        return weight > 0 && all > 0 && bad / all >= ILL_SHARE;
      })
      .map(({ edge }) => edge);
  }

  function edgesBegan(edges: readonly string[]): number | null {
    const seen = parts.traffic.between(nowMs() - LOOKED_BACK_MS, nowMs() + 1);
    return troubleBegan(
      seen.filter(({ edge }) => edges.includes(edge)),
      nowMs(),
    );
  }

  function refresh(): void {
    refreshedMs = nowMs();
    for (const draft of rows.ongoing())
      if (draft.state === 'open') {
        // Who used what is only slow may use it still.
        const isDown = draft.affected.some(({ impact }) => impact === 'major_outage');
        rows.renew(draft.id, draft, touched(draft.affected, Date.parse(draft.startedAt), isDown));
      }
    store.db
      .prepare("UPDATE drafts SET state = 'dropped' WHERE state = 'open' AND over_ms < ?")
      .run(nowMs() - OVER_KEPT_OPEN_MS);
  }

  return {
    about(change, evidence, { isDry, suspectSinceMs }) {
      // What comes back is seen by `look`, whoever brought it back.
      if (change.kind === 'readmit') return;
      if (change.kind === 'page') return lookAtPlatform();
      const last = ongoingAbout(change.edge);
      if (last) {
        if (!last.isDryRun || isDry) return;
        rows.end(last.id, nowMs());
      }
      const startedMs = Math.min(nowMs(), suspectSinceMs ?? edgesBegan([change.edge]) ?? nowMs());
      const words = edgeWords(change.edge, copyOf(evidence), parts.carried, isDry, nameOf);
      begin(
        {
          ...words,
          subject: change.edge,
          component: change.edge,
          evidence: copyOf(evidence),
          organisations: touched(words.affected, startedMs, false),
          isDry,
          startedMs,
          createdMs: nowMs(),
        },
        !isDry,
      );
    },
    aboutTraffic(views) {
      for (const componentId of new Set(views.map((view) => view.componentId))) {
        const own = views.filter((view) => view.componentId === componentId && view.state === 'drop');
        const whole = own.find(({ organisationId }) => organisationId === null) ?? null;
        const organisations = own.length - (whole ? 1 : 0);
        const subject = `traffic:${componentId}`;
        const last = rows.lastAbout(subject);
        const words = trafficWords(componentId, whole, organisations, nameOf);
        if (!whole && organisations < LEAST_ORGANISATIONS) {
          if (last?.overAt === null) finish(last, `${nameOf(componentId)} is used as usual again.`);
          continue;
        }
        if (last?.overAt === null) continue;
        if (last?.state === 'dropped' && nowMs() - Date.parse(last.createdAt) < QUIET_AFTER_DROP_MS) continue;
        const platform = rows.lastAbout(PLATFORM);
        if (platform?.overAt === null && platform.affected.some((one) => one.componentId === componentId)) continue;
        const { at, usual, score, threshold } = whole ?? own[0]!;
        const steps = parts.counts.between(componentId, nowMs() - LOOKED_BACK_MS, nowMs());
        const startedMs = (whole && dropBegan(steps, usual ?? 0)) ?? Date.parse(at);
        begin(
          {
            ...words,
            subject,
            component: componentId,
            evidence: { edge: componentId, score, threshold, isIll: true, networks: [] },
            organisations: touched(words.affected, startedMs, false),
            isDry: false,
            startedMs,
            createdMs: nowMs(),
          },
          false,
        );
      }
    },
    look(at) {
      for (const draft of rows.ongoing())
        if (draft.subject !== PLATFORM && !draft.subject.startsWith('traffic:')) lookAtEdge(draft);
      lookAtPlatform(at);
      if (nowMs() - refreshedMs >= REFRESHED_EVERY_MS) refresh();
    },
    list: () => rows.newest(),
    publish,
    drop(id) {
      if (rows.find(id)?.state !== 'open')
        throw new Problem({ status: 404, code: 'draft_not_found', title: 'There is no such open draft' });
      rows.setState(id, 'dropped', null);
      return rows.find(id)!;
    },
  };
}

const copyOf = (evidence: Evidence) => ({ ...evidence, networks: [...evidence.networks] });

const badness: Record<Affected['impact'], number> = { degraded: 1, partial_outage: 2, major_outage: 3 };

function worstOf(all: readonly Affected[]): Affected[] {
  const worst = new Map<string, Affected['impact']>();
  for (const { componentId, impact } of all) {
    const known = worst.get(componentId);
    if (!known || badness[impact] > badness[known]) worst.set(componentId, impact);
  }
  return [...worst].map(([componentId, impact]) => ({ componentId, impact }));
}

const isSame = (a: readonly Affected[], b: readonly Affected[]) =>
  a.length === b.length &&
  a.every((one) => b.some((two) => two.componentId === one.componentId && two.impact === one.impact));
