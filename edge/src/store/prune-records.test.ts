import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore, type Store } from './open-store.ts';
import { MOST_PRUNED, pruneRecords } from './prune-records.ts';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-30T08:00:00Z');
const daysAgo = (days: number) => now.getTime() - days * DAY_MS;

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
});
afterEach(() => store.close());

const idsOf = (table: string, name = 'id') =>
  store.db
    .prepare(`SELECT ${name} AS id FROM ${table} ORDER BY 1`)
    .all()
    .map(({ id }) => id);
const change = (id: string, atMs: number) =>
  store.db
    .prepare(
      `INSERT INTO steering_log (id, at_ms, edge_id, kind, weight, why, by, dry_run, evidence)
       VALUES (?, ?, 'edge-1', 'drain', 0, 'ill', 'monitor', 0, '{}')`,
    )
    .run(id, atMs);
const answer = (changeId: string, atMs: number) =>
  store.db.prepare("INSERT INTO steering_results VALUES (?, 'haproxy', ?, 9, NULL)").run(changeId, atMs);
const draft = (id: string, state: string, overMs: number | null) =>
  store.db
    .prepare(
      `INSERT INTO drafts (id, edge_id, state, title, message, affected, evidence, started_ms, created_ms, over_ms)
       VALUES (?, 'edge-1', ?, '', '', '[]', '{}', 0, 0, ?)`,
    )
    .run(id, state, overMs);
const handDrain = (id: string, endedMs: number | null) =>
  store.db
    .prepare(
      `INSERT INTO hand_drains (id, edge_id, kind, by, maintenance_id, from_ms, ended_ms)
       VALUES (?, 'edge-1', 'drain', 'operator:1', 'm', 0, ?)`,
    )
    .run(id, endedMs);

it('keeps who moved traffic when and why for 400 days, and what was answered to it as long', () => {
  for (const days of [401, 399, 0]) {
    change(`${days} days`, daysAgo(days));
    answer(`${days} days`, daysAgo(days) + 2 * DAY_MS);
  }
  pruneRecords(store, now);
  expect(idsOf('steering_log')).toEqual(['0 days', '399 days']);
  expect(idsOf('steering_results', 'change_id')).toEqual(['0 days', '399 days']);
});

it('keeps drafts and drains of people that are not over, however long', () => {
  draft('over', 'published', daysAgo(401));
  draft('lately over', 'dropped', daysAgo(399));
  draft('waits', 'open', daysAgo(401));
  draft('goes on', 'published', null);
  handDrain('ended', daysAgo(401));
  handDrain('out', null);
  pruneRecords(store, now);
  expect(idsOf('drafts')).toEqual(['goes on', 'lately over', 'waits']);
  expect(idsOf('hand_drains')).toEqual(['out']);
});

it('keeps the newest lists of edges, whatever the clock says', () => {
  for (let version = 1; version <= 30; version++)
    store.db.prepare("INSERT INTO manifests VALUES (?, '{}', '', ?)").run(version, daysAgo(0));
  pruneRecords(store, new Date(0));
  expect(idsOf('manifests', 'version')).toEqual(Array.from({ length: 20 }, (_, at) => at + 11));
});

it('takes so many rows at a time and no more, until nothing old is left', () => {
  for (let at = 0; at < MOST_PRUNED + 50; at++) {
    change(`change ${at}`, daysAgo(500));
    answer(`change ${at}`, daysAgo(500));
  }
  pruneRecords(store, now);
  expect(idsOf('steering_log')).toHaveLength(50);
  pruneRecords(store, now);
  expect(idsOf('steering_log')).toEqual([]);
  expect(idsOf('steering_results', 'change_id')).toEqual([]);
});
