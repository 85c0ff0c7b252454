import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Actor } from '../database/index.ts';
import { openProcessChannel, type ProcessChannel } from '../database/index.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/index.ts';
import { type Metrics, openMetrics } from '../metrics/index.ts';
import { countStatements, createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Doorbell, type EventReader, openDoorbell, type RunningReaders, runReaders } from './index.ts';

const actor: Actor = { kind: 'system', id: 'test' };

describe('readers of the log', () => {
  let test: TestDatabase;
  let channel: ProcessChannel;
  let doorbell: Doorbell;
  let metrics: Metrics;
  let organisationId: string;
  const running: RunningReaders[] = [];

  beforeAll(async () => {
    test = await openTestDatabase();
    channel = await openProcessChannel(test.target, silentLog);
    doorbell = openDoorbell(test.pool, channel, silentLog);
    test.onAppended((organisation, types) => doorbell.ring(organisation, types));
  });
  beforeEach(async () => {
    organisationId = await createTestOrganisation(test);
    metrics = openMetrics();
  });
  afterEach(async () => {
    for (const readers of running.splice(0)) await readers.stop();
  });
  afterAll(async () => {
    await doorbell.close();
    await channel.close();
    await test.close();
  });

  const emit = (type: string, number: number) =>
    test.database.transact({ organisationId, actor }, async (work) =>
      work.emit({ type, subject: { kind: 'thing', id: newId() }, data: { number } }),
    );
  const start = async (...readers: EventReader[]) => {
    const { database, clock } = test;
    const started = await runReaders({ database, doorbell, readers, clock, log: silentLog, metrics, concurrency: 3 });
    running.push(started);
    return started;
  };
  /** Keeps what it takes where a reader of a module would: in its own transaction. */
  const keeper = (
    name: string,
    more: Partial<EventReader> = {},
    before: (numbers: number[], organisation: string) => void = () => {},
  ): EventReader => ({
    name,
    ...more,
    async handle(work, events) {
      before(
        events.map((event) => event.data.number as number),
        work.organisationId,
      );
      for (const event of events) {
        await work.db.execute(sql`
          INSERT INTO business_timers (organisation_id, kind, key, due_at, payload, failures)
          VALUES (${work.organisationId}, ${name}, ${String(event.seq)}, '2026-01-01', '{}', ${event.data.number as number})`);
      }
    },
  });
  const kept = async (name: string) => {
    const { rows } = await test.pool.query<{ failures: number }>(
      'SELECT failures FROM business_timers WHERE organisation_id = $1 AND kind = $2 ORDER BY key::int',
      [organisationId, name],
    );
    return rows.map((row) => row.failures);
  };
  const until = async (holds: () => Promise<boolean> | boolean) => {
    for (let waited = 0; waited < 15_000; waited += 20) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not come true within 15 s');
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

  it('take every event once and in order, written before, while and between they run', async () => {
    for (const number of numbers(10)) await emit('thing.made', number);
    const readers = await start(keeper('all', { batchSize: 7 }));
    for (const number of numbers(20)) await emit('thing.made', 10 + number);
    await until(async () => (await kept('all')).length === 30);
    await readers.settled();
    expect(await kept('all')).toEqual(numbers(30));
  });

  it('hand over only the types asked for, and still go past the others', async () => {
    const readers = await start(keeper('some', { types: ['thing.wanted'] }));
    for (const number of numbers(6)) await emit(number % 2 === 0 ? 'thing.wanted' : 'thing.other', number);
    await readers.settled();
    expect(await kept('some')).toEqual([0, 2, 4]);
    const { rows } = await test.pool.query(
      'SELECT seq FROM reader_cursors WHERE organisation_id = $1 AND reader = $2',
      [organisationId, 'some'],
    );
    expect(rows).toEqual([{ seq: '6' }]);
  });

  it('look once for one event, and only for what they want', async () => {
    const readers = await start({ name: 'once', handle: async () => {} }, keeper('never', { types: ['thing.wanted'] }));
    await emit('thing.other', 1);
    await readers.settled();
    const counts: number[] = [];
    for (const number of [2, 3, 4, 5, 6])
      counts.push(
        await countStatements(test.pool, async () => {
          await emit('thing.other', number);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }),
      );
    // Two that write it, the notice to other processes, and one reader's five: begin, cursor, events, cursor moved, commit. The look
    // that readers take every few seconds may fall into one of the five.
    expect(counts.toSorted((a, b) => a - b)[2]).toBe(8);
  });

  it('leave no half of a batch that failed, take it again, and do not hold up another reader', async () => {
    let failures = 0;
    const failing = keeper('failing', {}, (batch, organisation) => {
      if (organisation === organisationId && batch.includes(2) && failures < 2) {
        failures++;
        throw new Error('not today');
      }
    });
    for (const number of numbers(5)) await emit('thing.made', number);
    await start(failing, keeper('other'));
    await until(async () => (await kept('other')).length === 5);
    const failure = async () => {
      const { rows } = await test.pool.query<{ failures: number; last_error: string }>(
        'SELECT failures, last_error FROM reader_cursors WHERE organisation_id = $1 AND reader = $2',
        [organisationId, 'failing'],
      );
      return rows[0];
    };
    await until(async () => (await failure())?.last_error === 'not today');
    expect(await kept('failing')).not.toContain(2);
    await until(async () => (await kept('failing')).length === 5);
    expect(await kept('failing')).toEqual(numbers(5));
    expect(failures).toBe(2);
    expect(await failure()).toEqual({ failures: 0, last_error: null });
    expect(await metrics.registry.getSingleMetricAsString('roundsman_reader_failures_total')).toContain(
      '{reader="failing"} 2',
    );
    expect(await metrics.registry.getSingleMetricAsString('roundsman_readers_backing_off')).toContain(
      '{reader="failing"} 0',
    );
  });

  it('double nothing when several processes run the same reader, and hear of events of another process', async () => {
    const otherChannel = await openProcessChannel(test.target, silentLog);
    const otherDoorbell = openDoorbell(test.pool, otherChannel, silentLog);
    const { database, clock } = test;
    const other = await runReaders({
      database,
      doorbell: otherDoorbell,
      readers: [keeper('shared', { batchSize: 3 })],
      clock,
      log: silentLog,
      metrics,
    });
    running.push(other);
    await emit('thing.made', 0);
    await until(async () => (await kept('shared')).length === 1);
    await start(keeper('shared', { batchSize: 3 }));
    await Promise.all(numbers(40).map((number) => emit('thing.made', 1 + number)));
    await until(async () => (await kept('shared')).length === 41);
    expect((await kept('shared')).sort((a, b) => a - b)).toEqual(numbers(41));
    await otherDoorbell.close();
    await otherChannel.close();
  });

  it('may append events of their own, which others then read', async () => {
    const echo: EventReader = {
      name: 'echo',
      types: ['thing.made'],
      handle: async (work, events) => {
        for (const event of events) work.emit({ type: 'thing.echoed', subject: event.subject, data: event.data });
      },
    };
    const readers = await start(echo, keeper('echoes', { types: ['thing.echoed'] }));
    for (const number of numbers(5)) await emit('thing.made', number);
    await until(async () => (await kept('echoes')).length === 5);
    await readers.settled();
    expect(await kept('echoes')).toEqual(numbers(5));
  });
});
