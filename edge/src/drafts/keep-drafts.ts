import type { DraftOrganisation, IncidentDraft } from '@roundsman/api-contract';
import { v7 as newId } from 'uuid';
import type { Evidence } from '../fleet/index.ts';
import type { Store } from '../store/index.ts';
import type { DraftWords } from './draft-words.ts';

/** Drafts as rows: one at a time for each subject. */
export interface DraftRows {
  find(id: string): IncidentDraft | null;
  newest(): IncidentDraft[];
  /** What is not over yet, whatever people made of it. */
  ongoing(): IncidentDraft[];
  /** The newest one about a subject. */
  lastAbout(subject: string): IncidentDraft | null;
  add(draft: NewDraft): IncidentDraft;
  renew(id: string, words: DraftWords, organisations: readonly DraftOrganisation[]): void;
  /** Null: it is not over after all. */
  end(id: string, overMs: number | null): void;
  setState(id: string, state: 'published' | 'dropped', incidentId: string | null): void;
}

export interface NewDraft extends DraftWords {
  readonly subject: string;
  readonly component: string;
  readonly evidence: Evidence;
  readonly organisations: readonly DraftOrganisation[];
  readonly isDry: boolean;
  readonly startedMs: number;
  readonly createdMs: number;
}

const MOST_SHOWN = 50;

export function openDraftRows(store: Store): DraftRows {
  const read = (where: string, ...values: (string | number)[]) =>
    (store.db.prepare(`SELECT * FROM drafts ${where}`).all(...values) as unknown as Row[]).map(show);
  return {
    find: (id) => read('WHERE id = ?', id)[0] ?? null,
    newest: () => read('ORDER BY created_ms DESC LIMIT ?', MOST_SHOWN),
    ongoing: () => read('WHERE over_ms IS NULL ORDER BY created_ms LIMIT ?', MOST_SHOWN),
    lastAbout: (subject) => read('WHERE subject = ? ORDER BY created_ms DESC LIMIT 1', subject)[0] ?? null,
    add(draft) {
      const id = newId();
      store.db
        .prepare(
          `INSERT INTO drafts (id, subject, edge_id, state, title, message, affected, evidence, evidence_words, organisations, is_dry, started_ms, created_ms)
           VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          draft.subject,
          draft.component,
          draft.title,
          draft.message,
          JSON.stringify(draft.affected),
          JSON.stringify(draft.evidence),
          draft.evidenceWords,
          JSON.stringify(draft.organisations),
          draft.isDry ? 1 : 0,
          draft.startedMs,
          draft.createdMs,
        );
      return read('WHERE id = ?', id)[0]!;
    },
    renew(id, { title, message, affected, evidenceWords }, organisations) {
      store.db
        .prepare(
          'UPDATE drafts SET title = ?, message = ?, affected = ?, evidence_words = ?, organisations = ? WHERE id = ?',
        )
        .run(title, message, JSON.stringify(affected), evidenceWords, JSON.stringify(organisations), id);
    },
    end: (id, overMs) => void store.db.prepare('UPDATE drafts SET over_ms = ? WHERE id = ?').run(overMs, id),
    setState: (id, state, incidentId) =>
      void store.db.prepare('UPDATE drafts SET state = ?, incident_id = ? WHERE id = ?').run(state, incidentId, id),
  };
}

interface Row {
  id: string;
  subject: string | null;
  edge_id: string;
  state: IncidentDraft['state'];
  incident_id: string | null;
  title: string;
  message: string;
  affected: string;
  organisations: string;
  evidence: string;
  evidence_words: string;
  is_dry: 0 | 1;
  started_ms: number;
  created_ms: number;
  over_ms: number | null;
}

function show(row: Row): IncidentDraft {
  return {
    id: row.id,
    subject: row.subject ?? row.edge_id,
    edge: row.edge_id,
    state: row.state,
    incidentId: row.incident_id,
    title: row.title,
    message: row.message,
    affected: JSON.parse(row.affected),
    organisations: JSON.parse(row.organisations),
    evidence: JSON.parse(row.evidence),
    evidenceWords: row.evidence_words,
    isDryRun: row.is_dry === 1,
    startedAt: new Date(row.started_ms).toISOString(),
    createdAt: new Date(row.created_ms).toISOString(),
    overAt: row.over_ms === null ? null : new Date(row.over_ms).toISOString(),
  };
}
