import type { IncidentDraft } from '@roundsman/api-contract';
import type { Change, Evidence, Found } from '../fleet/index.ts';
import type { DraftBook, DraftParts } from './draft-book.ts';
import { edgeWords } from './draft-words.ts';

/** Drafts about one edge each: from its verdict until it carries its share again. */
export interface EdgeDrafts {
  about(change: Change, evidence: Evidence, found: Found): void;
  look(draft: IncidentDraft): void;
}

/** Nothing was done in a dry run, so it is over when the edge was well for so long. */
const DRY_QUIET_MS = 300_000;
const SUSPECT = 0.5;
/** So long after the drain only the edge itself is out of order, if every way of steering took it. */
const MOVED_AFTER_MS = 60_000;
/** The record has the wall's time, the standing one that nobody sets. */
const CLOCKS_APART_MS = 1_000;

export function openEdgeDrafts(parts: DraftParts, book: DraftBook): EdgeDrafts {
  const { store, nameOf } = parts;
  const { rows, nowMs } = book;

  /** The traffic is elsewhere: from now on the edge alone is out of order. */
  function sayMoved(draft: IncidentDraft, sinceMs: number): void {
    const incident = book.ownIncident(draft);
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
    book.update(incident, `draft-${draft.id}-moved-${sinceMs}`, {
      state: 'monitoring',
      message: `The traffic of ${nameOf(draft.subject)} goes over the other edges since ${new Date(sinceMs).toISOString().slice(11, 16)} UTC. ${nameOf(draft.subject)} itself stays out until it is well.`,
      affected: [{ componentId: draft.subject, impact: 'partial_outage' }],
    });
  }

  return {
    about({ edge }, evidence, { isDry, suspectSinceMs }) {
      const last = book.ongoingAbout(edge);
      if (last) {
        if (!last.isDryRun || isDry) return;
        rows.end(last.id, nowMs());
      }
      const startedMs = Math.min(nowMs(), suspectSinceMs ?? book.edgesBegan([edge]) ?? nowMs());
      const words = edgeWords(edge, evidence, parts.carried, isDry, nameOf);
      book.begin(
        {
          ...words,
          subject: edge,
          component: edge,
          evidence,
          organisations: book.touched(words.affected, startedMs, false),
          isDry,
          startedMs,
          createdMs: nowMs(),
        },
        !isDry,
      );
    },
    look(draft) {
      const standing = parts.edges().find(({ edge }) => edge === draft.subject);
      if (!standing) return rows.end(draft.id, nowMs());
      const { weight, sinceMs, lastBadMs, evidence } = standing;
      const createdMs = Date.parse(draft.createdAt);
      const name = nameOf(draft.subject);
      if (draft.isDryRun) {
        const isQuiet = nowMs() - Math.max(lastBadMs, createdMs) >= DRY_QUIET_MS;
        if (isQuiet && evidence.score < evidence.threshold * SUSPECT)
          book.finish(draft, `${name} answers as usual again.`);
      } else if (weight === 100 && sinceMs > createdMs)
        book.finish(draft, `${name} answers as usual again and carries its share of the traffic.`);
      else if (weight === 0 && nowMs() - sinceMs >= MOVED_AFTER_MS) sayMoved(draft, sinceMs);
    },
  };
}
