import type { IncidentDraft, TrafficView } from '@roundsman/api-contract';
import type { Change, Evidence, Found } from '../fleet/index.ts';
import { Problem } from '../problem.ts';
import { type DraftParts, openDraftBook, PLATFORM } from './draft-book.ts';
import { openEdgeDrafts } from './edge-drafts.ts';
import { openPlatformDraft } from './platform-drafts.ts';
import { isAboutTraffic, openTrafficDrafts } from './traffic-drafts.ts';

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

const REFRESHED_EVERY_MS = 30_000;
/** Nobody publishes it any more. */
const OVER_KEPT_OPEN_MS = 7 * 86_400_000;

export function openDrafts(parts: DraftParts): Drafts {
  const book = openDraftBook(parts);
  const { rows, nowMs } = book;
  const edges = openEdgeDrafts(parts, book);
  const lookAtPlatform = openPlatformDraft(parts, book);
  let refreshedMs = 0;

  function refresh(): void {
    refreshedMs = nowMs();
    for (const draft of rows.ongoing())
      if (draft.state === 'open') {
        // Who used what is only slow may use it still.
        const isDown = draft.affected.some(({ impact }) => impact === 'major_outage');
        rows.renew(draft.id, draft, book.touched(draft.affected, Date.parse(draft.startedAt), isDown));
      }
    parts.store.db
      .prepare("UPDATE drafts SET state = 'dropped' WHERE state = 'open' AND over_ms < ?")
      .run(nowMs() - OVER_KEPT_OPEN_MS);
  }

  return {
    about(change, evidence, found) {
      // What comes back is seen by `look`, whoever brought it back.
      if (change.kind === 'readmit') return;
      if (change.kind === 'page') lookAtPlatform();
      else edges.about(change, evidence, found);
    },
    aboutTraffic: openTrafficDrafts(parts, book),
    look(at) {
      for (const draft of rows.ongoing())
        if (draft.subject !== PLATFORM && !isAboutTraffic(draft.subject)) edges.look(draft);
      lookAtPlatform(at);
      if (nowMs() - refreshedMs >= REFRESHED_EVERY_MS) refresh();
    },
    list: () => rows.newest(),
    publish: book.publish,
    drop(id) {
      if (rows.find(id)?.state !== 'open')
        throw new Problem({ status: 404, code: 'draft_not_found', title: 'There is no such open draft' });
      rows.setState(id, 'dropped', null);
      return rows.find(id)!;
    },
  };
}
