import { randomBytes } from 'node:crypto';
import type { SubscribeChannel, SubscriberFigures } from '@roundsman/api-contract';
import { v7 as newId } from 'uuid';
import type { EdgeClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';

export interface Subscriber {
  readonly id: string;
  readonly channel: SubscribeChannel;
  readonly address: string;
  /** Null is everything. */
  readonly componentIds: readonly string[] | null;
  /** What was asked for last, and counts once it is confirmed. */
  readonly askedComponentIds: readonly string[] | null;
  readonly secret: string | null;
  readonly isConfirmed: boolean;
}

export interface Subscribers {
  /**
   * Notes the wish and queues the question; nothing else is sent until it is confirmed. The secret signs webhooks. Problem 429 for a webhook that
   * was asked a moment ago: a secret that is shown and never used would help nobody.
   */
  ask(channel: SubscribeChannel, address: string, componentIds: readonly string[] | null): { secret: string | null };
  /** What was asked for last counts from now on. False when there is no such wish. */
  confirm(id: string): boolean;
  /** Everything of them is forgotten; again does nothing. */
  end(id: string): void;
  find(id: string): Subscriber | null;
  /** Queues what was said since the last time for whom it concerns; how many notices that made. */
  tellNews(): number;
  /** What is said while another program tells is told by it: after a minute it is no news here any more. */
  leaveNewsToOthers(): void;
  figures(): SubscriberFigures;
  prune(): void;
}

const MOST_SUBSCRIBERS = 50_000;
const ASKED_AGAIN_AFTER_MS = 600_000;
const MOST_ASKED_TIMES = 5;
const UNCONFIRMED_KEPT_MS = 2 * 86_400_000;
const NOTICES_KEPT_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;
const TOLD_BY_OTHERS_MS = 60_000;

export function openSubscribers(store: Store, clock: EdgeClock): Subscribers {
  const { db } = store;
  const nowMs = () => clock.now().getTime();
  const insertNotice = db.prepare(
    'INSERT OR IGNORE INTO notices (id, subscriber_id, update_id, made_ms, due_ms) VALUES (?, ?, ?, ?, ?)',
  );

  function ask(channel: SubscribeChannel, address: string, componentIds: readonly string[] | null) {
    const at = nowMs();
    const wished = componentIds === null ? null : JSON.stringify(componentIds);
    const secret = channel === 'webhook' ? `whsec_${randomBytes(24).toString('base64')}` : null;
    store.transact(() => {
      const known = db.prepare('SELECT * FROM subscribers WHERE channel = ? AND address = ?').get(channel, address) as
        | Row
        | undefined;
      if (!known) {
        const { many } = db.prepare('SELECT count(*) AS many FROM subscribers').get() as { many: number };
        if (many >= MOST_SUBSCRIBERS) throw full();
        const id = newId();
        db.prepare(
          'INSERT INTO subscribers (id, channel, address, asked_component_ids, asked_secret, asked_ms, asked_times) VALUES (?, ?, ?, ?, ?, ?, 1)',
        ).run(id, channel, address, wished, secret, at);
        insertNotice.run(newId(), id, null, at, at);
        return;
      }
      // Somebody else may type an address: its owner is asked seldom, whatever strangers do.
      const times = at - known.asked_ms > DAY_MS ? 0 : known.asked_times;
      if (at - known.asked_ms < ASKED_AGAIN_AFTER_MS || times >= MOST_ASKED_TIMES) {
        if (channel === 'webhook') throw askedLately();
        return;
      }
      db.prepare(
        'UPDATE subscribers SET asked_component_ids = ?, asked_secret = ?, asked_ms = ?, asked_times = ? WHERE id = ?',
      ).run(wished, secret, at, times + 1, known.id);
      insertNotice.run(newId(), known.id, null, at, at);
    });
    return { secret };
  }

  return {
    ask,
    confirm: (id) =>
      db
        .prepare(
          `UPDATE subscribers SET confirmed_ms = coalesce(confirmed_ms, ?), component_ids = asked_component_ids,
             secret = asked_secret WHERE id = ?`,
        )
        .run(nowMs(), id).changes === 1,
    end: (id) => void db.prepare('DELETE FROM subscribers WHERE id = ?').run(id),
    find(id) {
      const row = db.prepare('SELECT * FROM subscribers WHERE id = ?').get(id) as Row | undefined;
      return row ? show(row) : null;
    },
    tellNews() {
      return store.transact(() => {
        const news = db.prepare(newsQuery).all() as unknown as News[];
        const newest = news.at(-1);
        if (!newest) return 0;
        db.prepare('UPDATE told_until SET update_rowid = ?').run(newest.rowid);
        // Words that followed each other within one look are one message: it carries the newest, the page all of them.
        const told = [...new Map(news.filter(({ tell }) => tell === 1).map((one) => [one.about_id, one])).values()];
        if (told.length === 0) return 0;
        const confirmed = db.prepare('SELECT * FROM subscribers WHERE confirmed_ms IS NOT NULL').all();
        let made = 0;
        for (const { id, components } of told) {
          const touched = new Set(components?.split(',') ?? []);
          for (const row of confirmed as unknown as Row[]) {
            const { componentIds } = show(row);
            if (componentIds && !componentIds.some((one) => touched.has(one))) continue;
            insertNotice.run(newId(), row.id, id, nowMs(), nowMs());
            made++;
          }
        }
        return made;
      });
    },
    leaveNewsToOthers: () =>
      void db
        .prepare(
          'UPDATE told_until SET update_rowid = max(update_rowid, coalesce((SELECT max(rowid) FROM updates WHERE at_ms < ?), 0))',
        )
        .run(nowMs() - TOLD_BY_OTHERS_MS),
    figures() {
      const counts = db
        .prepare(
          `SELECT channel, count(confirmed_ms) AS confirmed, count(*) - count(confirmed_ms) AS asked
             FROM subscribers GROUP BY channel ORDER BY channel`,
        )
        .all() as unknown as SubscriberFigures['channels'];
      const since = nowMs() - DAY_MS;
      const [day] = db
        .prepare(
          `SELECT count(due_ms) AS waiting, count(sent_ms) AS sent, count(*) - count(due_ms) - count(sent_ms) AS failed
             FROM notices WHERE update_id IS NOT NULL AND made_ms >= ?`,
        )
        .all(since) as unknown as [{ waiting: number; sent: number; failed: number }];
      const delays = db
        .prepare(
          `SELECT sent_ms - made_ms AS delay FROM notices
            WHERE update_id IS NOT NULL AND sent_ms IS NOT NULL AND made_ms >= ? ORDER BY delay`,
        )
        .all(since) as { delay: number }[];
      const p95 = delays[Math.max(0, Math.ceil(delays.length * 0.95) - 1)];
      return { channels: counts, lastDay: { ...day, p95Seconds: p95 ? p95.delay / 1000 : null } };
    },
    prune() {
      store.transact(() => {
        db.prepare('DELETE FROM subscribers WHERE confirmed_ms IS NULL AND asked_ms < ?').run(
          nowMs() - UNCONFIRMED_KEPT_MS,
        );
        db.prepare('DELETE FROM notices WHERE due_ms IS NULL AND made_ms < ?').run(nowMs() - NOTICES_KEPT_MS);
      });
    },
  };
}

/** Words not told yet, with the components they touch. Examples from history and what the clock says of itself are nobody's news. */
const newsQuery = `
  SELECT u.rowid AS rowid, u.id, u.about_id,
         (u.written_by <> 'clock' AND coalesce(i.example, 0) = 0) AS tell,
         coalesce(
           (SELECT group_concat(DISTINCT component_id) FROM incident_components WHERE incident_id = u.about_id),
           (SELECT group_concat(component_id) FROM maintenance_components WHERE maintenance_id = u.about_id)
         ) AS components
    FROM updates u LEFT JOIN incidents i ON i.id = u.about_id
   WHERE u.rowid > (SELECT update_rowid FROM told_until) ORDER BY u.rowid LIMIT 500`;

interface News {
  rowid: number;
  id: string;
  about_id: string;
  tell: 0 | 1;
  components: string | null;
}

interface Row {
  id: string;
  channel: SubscribeChannel;
  address: string;
  component_ids: string | null;
  asked_component_ids: string | null;
  secret: string | null;
  asked_secret: string | null;
  asked_ms: number;
  asked_times: number;
  confirmed_ms: number | null;
}

function show(row: Row): Subscriber {
  return {
    id: row.id,
    channel: row.channel,
    address: row.address,
    componentIds: row.component_ids === null ? null : JSON.parse(row.component_ids),
    askedComponentIds: row.asked_component_ids === null ? null : JSON.parse(row.asked_component_ids),
    secret: row.secret ?? row.asked_secret,
    isConfirmed: row.confirmed_ms !== null,
  };
}

function askedLately(): Problem {
  return new Problem({
    status: 429,
    code: 'asked_lately',
    title: 'This address was asked a moment ago',
    detail: 'The secret that was shown then is the one that counts.',
    remedy: 'Answer that question, or ask again later: once in ten minutes, and five times a day.',
  });
}

function full(): Problem {
  return new Problem({
    status: 503,
    code: 'no_more_subscribers',
    title: 'The list of subscribers is full',
    remedy: 'Follow the Atom feed instead.',
  });
}
