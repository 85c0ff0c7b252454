import { afterEach, describe, expect, it, vi } from 'vitest';
import { openMetrics } from '../metrics/index.ts';
import type { Problem } from '../problem.ts';
import { type Overload, openOverload } from './overload.ts';
import { type Priority, priorities } from './priority.ts';

describe('shedding load', () => {
  let overload: Overload | null = null;
  afterEach(() => {
    overload?.close();
    vi.useRealTimers();
  });
  function open(measures: { loop?: number } = {}, connections = 2) {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
    overload = openOverload({
      metrics: openMetrics(),
      connections,
      random: () => 0,
      eventLoopDelay: () => measures.loop ?? 0,
    });
    return overload;
  }
  const refusalOf = (priority: Priority): Problem | null => {
    try {
      overload!.admit(priority)();
      return null;
    } catch (error) {
      return error as Problem;
    }
  };
  const refused = () => priorities.filter((priority) => refusalOf(priority) !== null);

  it('refuses reports first, then reads, then changes, and never a command for being slow', async () => {
    const measures = { loop: 0 };
    open(measures);
    for (const [delay, expected] of [
      [100, []],
      [1_500, ['report']],
      [4_000, ['read', 'report']],
      [60_000, ['change', 'read', 'report']],
      [0, []],
    ] as const) {
      measures.loop = delay;
      await vi.advanceTimersByTimeAsync(1_100);
      expect(refused()).toEqual(expected);
    }
  });

  it('lets a single late look pass', async () => {
    const measures = { loop: 0 };
    open(measures);
    measures.loop = 5_000;
    await vi.advanceTimersByTimeAsync(500);
    measures.loop = 0;
    expect(refused()).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(refused()).toEqual([]);
  });

  it('measures what requests wait for the database, each priority by itself', async () => {
    open({}, 1);
    const leave = await overload!.turns.take('command');
    const read = overload!.turns.take('read').catch(() => {});
    const report = overload!.turns.take('report').catch(() => {});
    await vi.advanceTimersByTimeAsync(4_600);
    // The report has been sent away meanwhile and nobody else asks for one; the read still stands there.
    expect(refused()).toEqual(['read']);
    expect(overload!.health()).toMatchObject({ state: 'partial_outage' });
    leave();
    await Promise.all([read, report]);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(refused()).toEqual([]);
    expect(overload!.health()).toEqual({ state: 'operational' });
  });

  it('has an end to what is under way, and keeps room for what matters more', () => {
    open();
    const leaving = Array.from({ length: 300 }, () => overload!.admit('report'));
    expect(refused()).toEqual(['report']);
    for (let more = 300; more < 1_000; more++) leaving.push(overload!.admit('read'));
    expect(refused()).toEqual(['read', 'report']);
    for (const leave of leaving) leave();
    expect(refused()).toEqual([]);
  });

  it('says when to come back, and what was sent away', async () => {
    open({ loop: 1_400 });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(refusalOf('report')!.toDocument()).toMatchObject({ status: 503, code: 'overloaded', priority: 'report' });
    expect(refusalOf('report')!.retryAfterSeconds).toBe(15);
  });
});
