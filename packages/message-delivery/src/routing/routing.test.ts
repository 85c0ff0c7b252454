import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { HandOverResult } from '../hand-over.ts';
import { failed, refused } from '../hand-over.ts';
import { judgeReceipts } from './judge-receipts.ts';
import { microsOf } from './money.ts';
import { ProviderRoutes, type Routable } from './provider-routes.ts';
import { ProviderStanding } from './provider-standing.ts';
import { RateGate } from './rate-gate.ts';

const accepted: HandOverResult = { outcome: 'accepted', providerMessageIds: ['1'] };
const away = failed('unreachable', 'ECONNREFUSED', false);

function clockAt(start = 0) {
  let at = start;
  return { now: () => at, pass: (seconds: number) => (at += seconds * 1000) };
}

describe('the standing of a provider', () => {
  test('falls with three failures in a row, waits, is tried with one message, and returns in steps', () => {
    const clock = clockAt();
    const standing = new ProviderStanding(clock.now);
    for (let i = 0; i < 2; i++) standing.note(away);
    expect(standing.share()).toBe(1);
    standing.note(away);
    expect(standing.read()).toMatchObject({ state: 'drained', share: 0, reason: 'unreachable: ECONNREFUSED' });
    expect(standing.wantsTrial()).toBe(false);
    clock.pass(10);
    expect(standing.wantsTrial()).toBe(true);
    standing.beginTrial();
    expect(standing.wantsTrial()).toBe(false);
    standing.note(accepted);
    expect(standing.share()).toBe(0.1);
    clock.pass(10);
    expect(standing.share()).toBe(0.5);
    clock.pass(10);
    expect(standing.read()).toMatchObject({ state: 'well', share: 1, reason: null });
  });

  test('doubles its pause each time a trial or the return fails, up to five minutes', () => {
    const clock = clockAt();
    const standing = new ProviderStanding(clock.now);
    for (let i = 0; i < 3; i++) standing.note(away);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round++) {
      let waited = 0;
      while (!standing.wantsTrial()) {
        clock.pass(1);
        waited += 1;
      }
      pauses.push(waited);
      standing.beginTrial();
      standing.note(away);
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 300, 300, 300]);
  });

  test('falls when it refuses nearly everything, not when some recipients are wrong', () => {
    const one = new ProviderStanding(() => 0);
    for (let i = 0; i < 40; i++) one.note(i % 3 === 0 ? refused('invalid_recipient', '550') : accepted);
    expect(one.read().state).toBe('well');
    const other = new ProviderStanding(() => 0);
    for (let i = 0; i < 10; i++) other.note(refused('rejected', '554 suspended'));
    expect(other.read()).toMatchObject({
      state: 'drained',
      reason: expect.stringContaining('refuses nearly everything'),
    });
  });

  test('a gray provider returns by a receipt, not by accepting', () => {
    const clock = clockAt();
    const standing = new ProviderStanding(clock.now);
    standing.noteGray('receipts stay away');
    clock.pass(10);
    standing.beginTrial();
    standing.note(accepted);
    expect(standing.read().state).toBe('trial');
    standing.noteReceipt(clock.now() - 60_000);
    expect(standing.read().state).toBe('trial');
    standing.noteReceipt(clock.now());
    expect(standing.read().state).toBe('returning');
  });

  test('our own stop and a wish for a slower pace are no illness', () => {
    const standing = new ProviderStanding(() => 0);
    for (let i = 0; i < 20; i++) standing.note(failed(i % 2 ? 'closed' : 'throttled', '', false));
    expect(standing.share()).toBe(1);
  });
});

describe('receipts against their own normal', () => {
  const stream = (count: number, from: number, delay: number | null) =>
    Array.from({ length: count }, (_, i) => ({
      acceptedAt: from + i * 1000,
      receiptAt: delay === null ? null : from + i * 1000 + delay,
    }));

  test('a provider that goes on as before is not gray, at any pace of its own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 60_000 }), fc.integer({ min: 60, max: 600 }), (delay, count) => {
        const all = stream(count, 0, delay);
        expect(judgeReceipts(all, count * 1000 + delay).gray).toBe(false);
      }),
    );
  });

  test('one that stops delivering is, once its patience and ten messages are over', () => {
    const normal = stream(200, 0, 2_000);
    const lost = stream(60, 200_000, null);
    expect(judgeReceipts([...normal, ...lost], 210_000).gray).toBe(false);
    expect(judgeReceipts([...normal, ...lost], 200_000 + 15_000 + 20_000)).toMatchObject({
      gray: true,
      normalShare: 1,
    });
  });

  test('one whose receipts never came cannot be judged', () => {
    expect(judgeReceipts(stream(500, 0, null), 1_000_000)).toMatchObject({ gray: false, normalShare: null });
  });

  test('phones that are off overnight are part of the normal', () => {
    const mixed = stream(300, 0, 2_000).map((each, i) => (i % 4 === 0 ? { ...each, receiptAt: null } : each));
    expect(judgeReceipts(mixed, 400_000).gray).toBe(false);
  });
});

describe('routes', () => {
  const route = (name: string, weight: number, more: object = {}) => ({
    provider: {
      name,
      capabilities: { idempotencyKey: false, deliveryReceipts: true, reachesPeople: true },
    } as Routable,
    weight,
    messagesPerSecond: 0,
    ...more,
  });
  const options = { idempotencyKey: 'm', budgetSeconds: 30 };

  test('messages are shared by weight', () => {
    let seed = 0;
    const routes = new ProviderRoutes(
      [route('a', 3), route('b', 1)],
      () => 0,
      () => (seed = (seed + 0.618) % 1),
    );
    const counts = { a: 0, b: 0 };
    for (let i = 0; i < 1000; i++) counts[routes.plan({ urgent: false })[0]!.name as 'a' | 'b'] += 1;
    expect(counts.a).toBeGreaterThan(720);
    expect(counts.a).toBeLessThan(780);
  });

  test('a country is only sent to by those who may', () => {
    const routes = new ProviderRoutes(
      [route('a', 3, { countries: new Set(['CH']) }), route('b', 1)],
      () => 0,
      () => 0,
    );
    expect(routes.plan({ urgent: false, country: 'LI' }).map(({ name }) => name)).toEqual(['b']);
    expect(routes.plan({ urgent: false, country: 'CH' }).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  test('the next takes what the first could not, at once, and the first is left alone soon', async () => {
    const clock = clockAt();
    const routes = new ProviderRoutes([route('a', 100), route('b', 1)], clock.now, () => 0);
    const asked: string[] = [];
    const send = async (provider: Routable) => {
      asked.push(provider.name);
      return provider.name === 'a' ? away : accepted;
    };
    for (let i = 0; i < 5; i++) {
      const routed = await routes.handOver(routes.plan({ urgent: false }), false, options, send);
      expect(routed).toMatchObject({ provider: 'b', result: { outcome: 'accepted' } });
    }
    expect(asked).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'b', 'b']);
    clock.pass(11);
    expect(routes.plan({ urgent: true })[0]?.name).toBe('b');
    expect(routes.plan({ urgent: false })[0]?.name).toBe('a');
    expect(routes.plan({ urgent: false })[0]?.name).toBe('b');
  });

  test('a wrong recipient is final; a refused sender is put to the next', async () => {
    const routes = new ProviderRoutes(
      [route('a', 1), route('b', 0)],
      () => 0,
      () => 0,
    );
    const plan = routes.plan({ urgent: false });
    const wrong = await routes.handOver(plan, false, options, async () => refused('invalid_recipient', '550'));
    expect(wrong).toMatchObject({ provider: 'a', tries: [{ provider: 'a' }] });
    const next = await routes.handOver(plan, false, options, async ({ name }) =>
      name === 'a' ? refused('invalid_sender', '550') : accepted,
    );
    expect(next).toMatchObject({ provider: 'b', result: { outcome: 'accepted' } });
  });

  test('when all fail, the one that may pass is told, and doubt about any of them is kept', async () => {
    const routes = new ProviderRoutes(
      [route('a', 1), route('b', 0)],
      () => 0,
      () => 0,
    );
    const { result } = await routes.handOver(routes.plan({ urgent: false }), false, options, async ({ name }) =>
      name === 'a' ? failed('timed_out', 'silence', true) : away,
    );
    expect(result).toMatchObject({ outcome: 'failed', reason: 'unreachable', mayHaveBeenSent: true });
  });

  test('an earlier try’s provider that drops a second one is asked first', () => {
    const routes = new ProviderRoutes(
      [route('a', 1), route('b', 0)],
      () => 0,
      () => 0,
    );
    expect(routes.plan({ urgent: false, prefer: 'b' })[0]?.name).toBe('b');
  });
});

test('a limit of messages a second holds, and the urgent one leaves before those who wait', async () => {
  const start = performance.now();
  const gate = new RateGate(50, () => performance.now());
  const order: string[] = [];
  const never = new AbortController().signal;
  const ordinary = Array.from({ length: 75 }, () => gate.take(false, never).then(() => order.push('ordinary')));
  const urgent = gate.take(true, never).then(() => order.push('urgent'));
  await Promise.all([...ordinary, urgent]);
  expect(order.indexOf('urgent')).toBe(50);
  expect(performance.now() - start).toBeGreaterThan(450);
});

test('amounts are exact', () => {
  expect(microsOf('0.0645')).toBe(64_500);
  expect(microsOf('1')).toBe(1_000_000);
  expect(microsOf('-1')).toBeUndefined();
  expect(microsOf('0.0000001')).toBeUndefined();
});
