import type { Store } from './open-store.ts';

/**
 * Who moved traffic when and why is read again when the same month of the year before is looked at, and when a contract is audited: a year, and a
 * month to do it in. What the public was told (incidents, maintenances, their words) is history and stays.
 */
const AUDIT_KEPT_MS = 400 * 86_400_000;
/** Only the newest list counts; some before it tell which devices may still keep. */
const MANIFESTS_KEPT = 20;
/** Rows of one kind at a time: several edge programs send each other every one that is gone. */
export const MOST_PRUNED = 200;

const old: readonly string[] = [
  // Answers before what they were given to; one whose change is not here is as old as itself.
  `DELETE FROM steering_results WHERE (change_id, port) IN (
     SELECT r.change_id, r.port FROM steering_results r LEFT JOIN steering_log l ON l.id = r.change_id
      WHERE coalesce(l.at_ms, r.at_ms) < :before LIMIT :most)`,
  `DELETE FROM steering_log WHERE id IN (
     SELECT id FROM steering_log l WHERE at_ms < :before
        AND NOT EXISTS (SELECT 1 FROM steering_results WHERE change_id = l.id) ORDER BY at_ms LIMIT :most)`,
  `DELETE FROM hand_drains WHERE id IN (SELECT id FROM hand_drains WHERE ended_ms < :before LIMIT :most)`,
  `DELETE FROM drafts WHERE id IN (
     SELECT id FROM drafts WHERE state <> 'open' AND over_ms < :before LIMIT :most)`,
];
const superseded = `DELETE FROM manifests WHERE version IN (
  SELECT version FROM manifests ORDER BY version DESC LIMIT :most OFFSET :kept)`;

/** Forgets what is older than an audit asks for, a bounded number of rows of each kind: called again and again by who acts. */
export function pruneRecords(store: Store, at: Date): void {
  const bounds = { before: at.getTime() - AUDIT_KEPT_MS, most: MOST_PRUNED };
  store.transact(() => {
    for (const words of old) store.db.prepare(words).run(bounds);
    store.db.prepare(superseded).run({ most: MOST_PRUNED, kept: MANIFESTS_KEPT });
  });
}
