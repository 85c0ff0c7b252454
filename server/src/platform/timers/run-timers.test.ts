import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor } from '../database/index.ts';
import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type RunningTimers, runTimers, type TimerHandler } from './index.ts';

const actor: Actor = { kind: 'system', id: 'test' };
const at = (time: string) => new Date(`2026-11-23T${time}Z`);

describe('business timers', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());

  const start = (handler: TimerHandler): RunningTimers =>
    runTimers({ ...test, handlers: [handler], log: silentLog, metrics: openMetrics(), sweepMilliseconds: 3_600_000 });
  const set = (organisationId: string, kind: string, key: string, dueAt: Date) =>
    test.database.transact({ organisationId, actor }, (work) => work.setTimer({ kind, key, dueAt, payload: { key } }));
  const left = async (kind: string) => {
    const { rows } = await test.pool.query(
      'SELECT key, failures, last_error FROM business_timers WHERE kind = $1 ORDER BY key',
      [kind],
    );
    return rows;
  };

  it('fall due by the clock of their organisation: a fast sandbox sooner, one that stands still never', async () => {
    test.clock.set(at('06:00:00'));
    const real = await createTestOrganisation(test);
    const fast = await createTestOrganisation(test, { businessNow: at('06:00:00'), speed: 60 });
    const still = await createTestOrganisation(test, { businessNow: at('06:00:00'), speed: 0 });
    const fired: [string, string][] = [];
    const timers = start({
      kind: 'speed',
      fire: async (work) => {
        fired.push([work.organisationId, work.now.toISOString().slice(11, 19)]);
      },
    });
    for (const organisationId of [real, fast, still]) await set(organisationId, 'speed', 'x', at('06:10:00'));
    test.clock.set(at('06:00:09'));
    await timers.sweep();
    expect(fired).toEqual([]);
    test.clock.set(at('06:00:10'));
    await timers.sweep();
    expect(fired).toEqual([[fast, '06:10:00']]);
    test.clock.set(at('06:10:00'));
    await timers.sweep();
    expect(fired).toEqual([
      [fast, '06:10:00'],
      [real, '06:10:00'],
    ]);
    await timers.stop();
  });

  it('fire once, in the order they fall due, as the clock, and are gone with what they did', async () => {
    test.clock.set(at('07:00:00'));
    const organisationId = await createTestOrganisation(test);
    const fired: unknown[] = [];
    const timers = start({
      kind: 'order',
      fire: async (work, timer) => {
        fired.push([timer.key, timer.payload, work.actor]);
        work.emit({ type: 'timer.fired', subject: { kind: 'organisation', id: organisationId } });
      },
    });
    await set(organisationId, 'order', 'second', at('07:00:02'));
    await set(organisationId, 'order', 'first', at('07:00:01'));
    await set(organisationId, 'order', 'moved', at('07:00:01'));
    await set(organisationId, 'order', 'moved', at('09:00:00'));
    test.clock.set(at('07:00:05'));
    await Promise.all([timers.sweep(), timers.sweep()]);
    await timers.sweep();
    const clock = { kind: 'clock', id: 'order' };
    expect(fired).toEqual([
      ['first', { key: 'first' }, clock],
      ['second', { key: 'second' }, clock],
    ]);
    expect(await left('order')).toMatchObject([{ key: 'moved' }]);
    await test.database.transact({ organisationId, actor }, (work) => work.clearTimer('order', 'moved'));
    expect(await left('order')).toEqual([]);
    await timers.stop();
  });

  it('keep what failed, with why, try it again later, and do not hold up the next', async () => {
    test.clock.set(at('08:00:00'));
    const organisationId = await createTestOrganisation(test);
    let broken = true;
    const fired: string[] = [];
    const timers = start({
      kind: 'failing',
      fire: async (_work, timer) => {
        if (timer.key === 'a' && broken) throw new Error('not yet');
        fired.push(timer.key);
      },
    });
    await set(organisationId, 'failing', 'a', at('08:00:00'));
    await set(organisationId, 'failing', 'b', at('08:00:00'));
    await timers.sweep();
    expect(fired).toEqual(['b']);
    expect(await left('failing')).toEqual([{ key: 'a', failures: 1, last_error: 'not yet' }]);
    broken = false;
    await timers.sweep();
    expect(fired).toEqual(['b']);
    test.clock.advance(1);
    await timers.sweep();
    expect(fired).toEqual(['b', 'a']);
    await timers.stop();
  });

  it('may set themselves again', async () => {
    test.clock.set(at('10:00:00'));
    const organisationId = await createTestOrganisation(test);
    let fired = 0;
    const timers = start({
      kind: 'again',
      fire: async (work, timer) => {
        fired++;
        await work.setTimer({ ...timer, dueAt: new Date(work.now.getTime() + 60_000) });
      },
    });
    await set(organisationId, 'again', 'x', at('10:00:00'));
    for (let minute = 0; minute < 3; minute++) {
      await timers.sweep();
      test.clock.advance(60);
    }
    expect(fired).toBe(3);
    expect(await left('again')).toHaveLength(1);
    await timers.stop();
  });
});
