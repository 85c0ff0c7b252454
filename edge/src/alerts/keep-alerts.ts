import type { OperatorAlert } from '@roundsman/api-contract';
import { v7 as newId } from 'uuid';
import type { EdgeClock } from '../clock.ts';
import type { Store } from '../store/index.ts';
import type { Contact } from './alert-contacts.ts';
import type { Condition } from './find-conditions.ts';

export interface KeptAlert extends OperatorAlert {
  readonly draftId: string | null;
  /** Null while it lasts. */
  readonly endedAt: string | null;
}

export interface Alerts {
  /** Opens, renews and ends alerts by what is found now, and queues one message to each contact about all that is due. */
  look(conditions: readonly Condition[]): void;
  open(): KeptAlert[];
  /** Somebody is on it: no more reminders, unless it grows. False when it is not open. */
  acknowledge(id: string, by: string): boolean;
  /** What a message was about, as it is now; null for one that is too old or was never sent. */
  ofMessage(messageId: string): { kind: 'call' | 'over'; alerts: KeptAlert[] } | null;
  prune(): void;
}

export interface AlertParts {
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly contacts: readonly Contact[];
  /** Until the first reminder; each further one comes after twice the time, up to four hours. */
  readonly reminderMs: number;
}

const LONGEST_REMINDER_MS = 4 * 3_600_000;
/** What grows is told anew, so seldom that a platform that goes down part by part is no dozen messages. */
const GROWN_AFTER_MS = 300_000;
/** So long it has to stay well before it is told to be over; what comes back sooner is the same alert, and what comes back later a new one. */
const OVER_AFTER_MS = 300_000;
const MOST_MESSAGES_AN_HOUR = 20;
const LINKS_HOLD_MS = 7 * 86_400_000;
const KEPT_MS = 100 * 86_400_000;
/** What is wrong before the draft about it. */
const IN_ORDER = "ORDER BY kind = 'draft', since_ms, key";
/** Handled by whoever handled them: nobody waits for the word that a draft was published. */
const endsSilently: ReadonlySet<OperatorAlert['kind']> = new Set(['draft', 'over']);

export function openAlerts({ store, clock, contacts, reminderMs }: AlertParts): Alerts {
  const { db } = store;
  const nowMs = () => clock.now().getTime();
  const read = (where: string, ...values: (string | number)[]) =>
    db.prepare(`SELECT * FROM alerts ${where}`).all(...values) as unknown as Row[];
  const intervalMs = (told: number) => Math.min(LONGEST_REMINDER_MS, reminderMs * 2 ** Math.max(0, told - 1));

  function meet(found: Condition): void {
    const [known, ...doubles] = read('WHERE key = ? AND ended_ms IS NULL ORDER BY since_ms, id', found.key);
    // Two programs that were apart may both have begun one.
    for (const { id } of doubles)
      db.prepare('UPDATE alerts SET ended_ms = ?, next_ms = NULL WHERE id = ?').run(nowMs(), id);
    const [before] = known
      ? []
      : read('WHERE key = ? AND ended_ms > ? ORDER BY ended_ms DESC LIMIT 1', found.key, nowMs() - OVER_AFTER_MS);
    const components = JSON.stringify(found.componentIds);
    const lines = JSON.stringify(found.lines);
    if (!known && !before) {
      db.prepare(
        `INSERT INTO alerts (id, key, kind, title, lines, component_ids, draft_id, since_ms, next_ms, acknowledged_ms, acknowledged_by)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        newId(),
        found.key,
        found.kind,
        found.title,
        lines,
        components,
        found.draftId,
        found.sinceMs,
        found.isHandled ? null : nowMs(),
        found.isHandled ? nowMs() : null,
        found.isHandled ? 'incident' : null,
      );
      return;
    }
    const row = (known ?? before)!;
    const knownIds = JSON.parse(row.component_ids) as string[];
    // A draft only follows what is wrong, and that has its own alert.
    const hasGrown = found.kind !== 'draft' && found.componentIds.some((id) => !knownIds.includes(id));
    let { next_ms: nextMs, acknowledged_ms: acknowledgedMs, acknowledged_by: by } = row;
    if (before) nextMs = acknowledgedMs === null ? (row.told_ms ?? nowMs()) + intervalMs(row.told_times) : null;
    if (found.isHandled && acknowledgedMs === null) [nextMs, acknowledgedMs, by] = [null, nowMs(), 'incident'];
    else if (hasGrown && !found.isHandled)
      [nextMs, acknowledgedMs, by] = [Math.max(nowMs(), (row.told_ms ?? 0) + GROWN_AFTER_MS), null, null];
    const same =
      known &&
      row.title === found.title &&
      row.lines === lines &&
      row.component_ids === components &&
      nextMs === row.next_ms &&
      acknowledgedMs === row.acknowledged_ms;
    if (same) return;
    db.prepare(
      `UPDATE alerts SET title = ?, lines = ?, component_ids = ?, draft_id = ?, next_ms = ?, acknowledged_ms = ?,
         acknowledged_by = ?, ended_ms = NULL WHERE id = ?`,
    ).run(found.title, lines, components, found.draftId, nextMs, acknowledgedMs, by, row.id);
  }

  function endAllBut(found: readonly Condition[]): void {
    const keys = new Set(found.map(({ key }) => key));
    const takenIn = new Set(found.flatMap(({ takesIn }) => takesIn));
    for (const row of read('WHERE ended_ms IS NULL')) {
      if (keys.has(row.key)) continue;
      const isTold = row.told_times > 0 && !endsSilently.has(row.kind) && !takenIn.has(row.key);
      db.prepare('UPDATE alerts SET ended_ms = ?, next_ms = ? WHERE id = ?').run(
        nowMs(),
        isTold ? nowMs() + OVER_AFTER_MS : null,
        row.id,
      );
    }
  }

  function queue(kind: 'call' | 'over', due: readonly Row[]): void {
    const { many } = db
      .prepare('SELECT count(*) AS many FROM alert_messages WHERE made_ms > ?')
      .get(nowMs() - 3_600_000) as { many: number };
    if (due.length === 0 || many >= MOST_MESSAGES_AN_HOUR) return;
    const id = newId();
    db.prepare('INSERT INTO alert_messages (id, kind, alert_ids, made_ms) VALUES (?, ?, ?, ?)').run(
      id,
      kind,
      JSON.stringify(due.map((row) => row.id)),
      nowMs(),
    );
    for (const { channel, address } of contacts)
      db.prepare('INSERT INTO alert_deliveries (id, message_id, channel, address, due_ms) VALUES (?, ?, ?, ?, ?)').run(
        newId(),
        id,
        channel,
        address,
        nowMs(),
      );
    for (const row of due)
      db.prepare('UPDATE alerts SET told_ms = ?, told_times = told_times + ?, next_ms = ? WHERE id = ?').run(
        nowMs(),
        kind === 'call' ? 1 : 0,
        kind === 'call' ? nowMs() + intervalMs(row.told_times + 1) : null,
        row.id,
      );
  }

  return {
    look(conditions) {
      store.transact(() => {
        for (const condition of conditions) meet(condition);
        endAllBut(conditions);
        if (contacts.length === 0) return;
        queue('call', read(`WHERE ended_ms IS NULL AND next_ms <= ? ${IN_ORDER}`, nowMs()));
        queue('over', read('WHERE ended_ms IS NOT NULL AND next_ms <= ? ORDER BY since_ms', nowMs()));
      });
    },
    open: () => read(`WHERE ended_ms IS NULL ${IN_ORDER}`).map(show),
    acknowledge: (id, by) =>
      db
        .prepare(
          `UPDATE alerts SET next_ms = NULL, acknowledged_ms = coalesce(acknowledged_ms, ?), acknowledged_by = coalesce(acknowledged_by, ?)
            WHERE id = ? AND ended_ms IS NULL`,
        )
        .run(nowMs(), by, id).changes === 1,
    ofMessage(messageId) {
      const message = db
        .prepare('SELECT kind, alert_ids FROM alert_messages WHERE id = ? AND made_ms > ?')
        .get(messageId, nowMs() - LINKS_HOLD_MS) as { kind: 'call' | 'over'; alert_ids: string } | undefined;
      if (!message) return null;
      const ids = JSON.parse(message.alert_ids) as string[];
      return { kind: message.kind, alerts: ids.flatMap((id) => read('WHERE id = ?', id).map(show)) };
    },
    prune() {
      const olderMs = nowMs() - KEPT_MS;
      store.transact(() => {
        db.prepare('DELETE FROM alerts WHERE ended_ms < ?').run(olderMs);
        db.prepare(
          'DELETE FROM alert_deliveries WHERE message_id IN (SELECT id FROM alert_messages WHERE made_ms < ?)',
        ).run(olderMs);
        db.prepare('DELETE FROM alert_messages WHERE made_ms < ?').run(olderMs);
      });
    },
  };
}

interface Row {
  id: string;
  key: string;
  kind: OperatorAlert['kind'];
  title: string;
  lines: string;
  component_ids: string;
  draft_id: string | null;
  since_ms: number;
  next_ms: number | null;
  told_ms: number | null;
  told_times: number;
  reached_ms: number | null;
  acknowledged_ms: number | null;
  acknowledged_by: string | null;
  ended_ms: number | null;
}

const instantOrNull = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function show(row: Row): KeptAlert {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    lines: JSON.parse(row.lines),
    since: new Date(row.since_ms).toISOString(),
    toldTimes: row.told_times,
    reachedAt: instantOrNull(row.reached_ms),
    acknowledgedAt: instantOrNull(row.acknowledged_ms),
    draftId: row.draft_id,
    endedAt: instantOrNull(row.ended_ms),
  };
}
