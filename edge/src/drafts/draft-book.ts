import type { Affected, DraftOrganisation, IncidentDraft, TrafficView } from '@roundsman/api-contract';
import type { EdgeClock } from '../clock.ts';
import type { FleetView, TrafficCounts } from '../fleet/index.ts';
import type { DeskVerb, IncidentDesk } from '../incidents/index.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';
import type { RequestCounts } from '../traffic/index.ts';
import { type DraftRows, type NewDraft, openDraftRows } from './keep-drafts.ts';
import type { EdgeTrouble } from './platform-trouble.ts';
import { touchedOrganisations } from './touched-organisations.ts';
import type { ComponentWatch } from './watch-components.ts';
import { troubleBegan } from './when-it-began.ts';

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

/** Drafts and the incidents that come of them: what is the same whatever they are about. */
export interface DraftBook {
  readonly rows: DraftRows;
  nowMs(): number;
  /** Keeps a new draft; publishes it when the monitor may do that by itself and `mayPublish`. */
  begin(draft: NewDraft, mayPublish: boolean): void;
  /** The draft becomes an incident; one that is over already, a resolved one. Problem 404 or 409. */
  publish(id: string, by: string): IncidentDraft;
  /** It is over; `message` says so to the public where the incident is still the monitor's own. */
  finish(draft: IncidentDraft, message: string): void;
  /** An update by the monitor of an incident that is still its own. The key names the update: the same one is written once. */
  update(incidentId: string, key: string, body: unknown): void;
  /** The incident of a draft, while it is open and nobody but the monitor has gone on with its words. */
  ownIncident(draft: IncidentDraft): string | null;
  /** What goes on about a subject. What comes back soon after it was over, and nobody told the public of, is the same trouble. */
  ongoingAbout(subject: string): IncidentDraft | null;
  /** Who used what is affected since then. */
  touched(affected: readonly Affected[], fromMs: number, isDown: boolean): DraftOrganisation[];
  /** When the trouble of these edges began by what clients and probes told; null when that shows none. */
  edgesBegan(edges: readonly string[]): number | null;
}

/** The draft about edges that nobody can step in for, and parts that do not work. */
export const PLATFORM = 'platform';
const MONITOR = 'monitor';
/** How soon after publishing the public is told more. */
const NEXT_UPDATE_MS = 30 * 60_000;
/** So soon what comes back is no other trouble. */
const SAME_WITHIN_MS = 600_000;
export const LOOKED_BACK_MS = 3_600_000;

export function openDraftBook(parts: DraftParts): DraftBook {
  const { store, clock, desk } = parts;
  const rows = openDraftRows(store);
  const nowMs = () => clock.now().getTime();

  function write(verb: DeskVerb, id: string | null, key: string, by: string, body: unknown): { id: string } {
    // The key alone says what it is: tried again later, the same words carry another time.
    return desk.write(verb, { writer: by, idempotencyKey: key, id, body, fingerprint: key }).body as { id: string };
  }

  const isAboutEdge = ({ subject }: IncidentDraft) => parts.edges().some(({ edge }) => edge === subject);

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

  return {
    rows,
    nowMs,
    publish,
    ownIncident,
    begin(draft, mayPublish) {
      const { id } = rows.add(draft);
      if (parts.isAutomatic && mayPublish) publish(id, MONITOR);
    },
    finish(draft, message) {
      rows.end(draft.id, nowMs());
      const incident = ownIncident(draft);
      if (incident) write('resolveIncident', incident, `draft-${draft.id}-over`, MONITOR, { message });
    },
    update: (incidentId, key, body) => void write('updateIncident', incidentId, key, MONITOR, body),
    ongoingAbout(subject) {
      const last = rows.lastAbout(subject);
      if (!last || last.overAt === null) return last;
      if (last.state !== 'open' || nowMs() - Date.parse(last.overAt) >= SAME_WITHIN_MS) return null;
      rows.end(last.id, null);
      return { ...last, overAt: null };
    },
    touched: (affected, fromMs, isDown) =>
      touchedOrganisations(parts.counts, parts.views(), {
        componentIds: affected.map(({ componentId }) => componentId),
        fromMs,
        nowMs: nowMs(),
        isDown,
      }),
    edgesBegan(edges) {
      const seen = parts.traffic.between(nowMs() - LOOKED_BACK_MS, nowMs() + 1);
      return troubleBegan(
        seen.filter(({ edge }) => edges.includes(edge)),
        nowMs(),
      );
    },
  };
}
