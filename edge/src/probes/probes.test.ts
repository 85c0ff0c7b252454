import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../clock.ts';
import { openStore } from '../store/index.ts';
import { movableClock, type StandInPlatform, startStandInPlatform } from '../testing/index.ts';
import type { Severity } from './judge.ts';
import type { Look } from './look.ts';
import { openRecords } from './record-looks.ts';
import { lookAtAll } from './targets.ts';

const everything = [
  'customer-tracker',
  'dispatch-web',
  'edge-1',
  'itinerary-optimiser',
  'notifications',
  'operator-api',
  'operator-app',
  'outbound-email',
  'outbound-sms',
  'public-api',
];

describe('looking at a platform', () => {
  let platform: StandInPlatform;
  beforeAll(async () => {
    platform = await startStandInPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(() => platform.behave({}));

  const look = () => lookAtAll(platform.url, [{ name: 'Edge 1', url: platform.url.href }], realClock);
  const bad = (looks: Map<string, Look>) =>
    [...looks]
      .filter(([, seen]) => seen.severity === 3)
      .map(([componentId]) => componentId)
      .sort();

  it('sees every component, and nothing wrong with a healthy one', async () => {
    const looks = await look();
    expect([...looks.keys()].sort()).toEqual(everything);
    expect(bad(looks)).toEqual([]);
  });

  it('sees a path that loses only large packets, which a small health check would not', async () => {
    platform.behave({ dropsOverBytes: 1000 });
    const looks = await look();
    expect(bad(looks)).toEqual([
      'customer-tracker',
      'dispatch-web',
      'edge-1',
      'operator-api',
      'operator-app',
      'public-api',
    ]);
    expect(looks.get('public-api')?.reason).toBe('no complete answer within 1 s');
    expect(looks.get('notifications')?.severity).toBe(0);
  });

  it('says of a service what the platform says of it, and of a page the worse of both', async () => {
    platform.behave({
      components: {
        'outbound-sms': { state: 'partial_outage', detail: 'one of two providers does not answer' },
        'dispatch-web': { state: 'degraded', detail: 'plans wait' },
      },
    });
    const looks = await look();
    expect(looks.get('outbound-sms')).toMatchObject({ severity: 2, reason: 'one of two providers does not answer' });
    expect(looks.get('dispatch-web')).toMatchObject({ severity: 1, reason: 'plans wait' });
    expect(looks.get('operator-app')).toMatchObject({ severity: 0, reason: null });
  });

  it('fails with the reason when the platform answers errors, or is gone', async () => {
    platform.behave({ status: 500 });
    expect((await look()).get('public-api')?.reason).toBe('status 500');
    const gone = await lookAtAll(new URL('http://127.0.0.1:9'), [], realClock);
    expect(bad(gone)).toHaveLength(everything.length - 1);
    expect(gone.get('notifications')?.reason).toBe('the platform could not be asked: connection refused');
  });
});

describe('the record', () => {
  const clock = movableClock('2026-09-13T10:00:00Z');
  const records = openRecords(openStore(':memory:'), 30_000);
  const start = clock.now().getTime();
  const see = (...severities: Severity[]) => {
    for (const severity of severities) {
      records.record(
        new Map([['a', { severity, reason: severity ? 'bad' : null, totalMilliseconds: 5 }]]),
        clock.now(),
      );
      clock.move(5000);
    }
  };

  it('keeps stretches of one state, a gap as a gap, and judges anew after it', () => {
    see(0, 0, 0, 3, 3, 3);
    expect(records.current('a', clock.now())).toEqual({ level: 3, sinceMs: start + 25_000, detail: 'bad' });
    clock.move(600_000);
    expect(records.current('a', clock.now())).toBeNull();
    see(0, 0);
    expect(records.current('a', clock.now())?.level).toBe(0);
    const spans = records.spans('a', 0, clock.now().getTime());
    expect(spans.map(({ fromMs, toMs, level }) => [(fromMs - start) / 1000, (toMs - start) / 1000, level])).toEqual([
      [0, 20, 0],
      [20, 25, 1],
      [25, 25, 3],
      [630, 635, 0],
    ]);
  });

  it('adds nothing when the machine’s clock is set back', () => {
    const before = records.spans('a', 0, clock.now().getTime());
    clock.move(-300_000);
    see(3, 3, 3, 3);
    clock.move(280_000);
    expect(records.spans('a', 0, clock.now().getTime())).toEqual(before);
  });
});
