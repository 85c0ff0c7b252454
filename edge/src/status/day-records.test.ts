import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Said } from '../incidents/index.ts';
import type { Severity, Span } from '../probes/index.ts';
import { componentState, uptimeShare } from './component-state.ts';
import { dayRecords, firstDayMs } from './day-records.ts';

const now = new Date('2026-09-13T12:00:00Z');
const days = 5;
const start = firstDayMs(now, days);
const hour = 3_600_000;
const span = (fromHour: number, toHour: number, level: Severity): Span => ({
  fromMs: start + fromHour * hour,
  toMs: start + toHour * hour,
  level,
});
const said = (impact: Said['impact'], fromHour: number, toHour: number | null): Said => ({
  componentId: 'public-api',
  impact,
  fromMs: start + fromHour * hour,
  toMs: toHour === null ? null : start + toHour * hour,
});

describe('componentState', () => {
  it('says nothing of what nobody looked at', () => {
    expect(componentState(null, [])).toBe('unknown');
  });

  it('is never operational while an incident is open, whatever the probes see', () => {
    for (const seen of [null, 0, 1, 2, 3] as const) {
      for (const impact of ['degraded', 'partial_outage', 'major_outage'] as const) {
        const state = componentState(seen, [said(impact, 0, null)]);
        expect(['degraded', 'partial_outage', 'major_outage']).toContain(state);
      }
    }
  });

  it('shows the worse of what was seen and what was said, and maintenance instead of what it causes', () => {
    expect(componentState(3, [said('degraded', 0, null)])).toBe('major_outage');
    expect(componentState(3, [said('maintenance', 0, null)])).toBe('under_maintenance');
    expect(componentState(3, [said('maintenance', 0, null), said('degraded', 0, null)])).toBe('degraded');
  });
});

describe('dayRecords', () => {
  it('leaves days without record empty', () => {
    expect(dayRecords([], [], now, days)).toEqual([null, null, null, null, null]);
    expect(dayRecords([span(30, 31, 0)], [], now, days)).toEqual([null, [3600, 0, 0, 0, 0], null, null, null]);
  });

  it('cuts a stretch at midnight and today at now', () => {
    const all = dayRecords([span(-100, 200, 0)], [], now, days);
    expect(all.map((day) => day?.[0])).toEqual([86_400, 86_400, 86_400, 86_400, 43_200]);
  });

  it('counts an incident written afterwards as if it had been known', () => {
    const records = dayRecords([span(0, 24, 0)], [said('major_outage', 2, 5), said('degraded', 4, 6)], now, days);
    expect(records[0]).toEqual([86_400, 0, 3600, 0, 3 * 3600]);
    expect(uptimeShare(records)).toBeCloseTo(21 / 24);
  });

  it('counts maintenance neither as up nor as down', () => {
    const records = dayRecords([span(0, 12, 0), span(12, 24, 3)], [said('maintenance', 12, 24)], now, days);
    expect(records[0]).toEqual([86_400, 43_200, 0, 0, 0]);
    expect(uptimeShare(records)).toBe(1);
  });

  const hours = fc.integer({ min: -10, max: days * 24 + 10 });
  const someSpans = fc
    .uniqueArray(hours, { maxLength: 20 })
    .chain((cuts) => {
      const sorted = cuts.toSorted((a, b) => a - b);
      const pairs = sorted.flatMap((from, at) => (at + 1 < sorted.length ? [[from, sorted[at + 1]!] as const] : []));
      return fc.tuple(
        fc.constant(pairs),
        fc.array(fc.constantFrom<Severity | null>(0, 1, 2, 3, null), { minLength: 20, maxLength: 20 }),
      );
    })
    .map(([pairs, levels]) =>
      pairs.flatMap(([from, to], at) => (levels[at] === null ? [] : [span(from, to, levels[at] as Severity)])),
    );
  const someSaid = fc.array(
    fc
      .tuple(
        fc.constantFrom<Said['impact']>('degraded', 'partial_outage', 'major_outage', 'maintenance'),
        hours,
        fc.option(fc.nat(48)),
      )
      .map(([impact, from, length]) => said(impact, from, length === null ? null : from + length)),
    { maxLength: 6 },
  );

  it('never counts more than there was, and its parts never exceed the whole', () => {
    fc.assert(
      fc.property(someSpans, someSaid, (spans, saying) => {
        for (const [at, day] of dayRecords(spans, saying, now, days).entries()) {
          if (!day) continue;
          const [recorded, ...parts] = day;
          expect(recorded).toBeLessThanOrEqual(at === days - 1 ? 43_200 : 86_400);
          expect(parts.reduce((a, b) => a + b)).toBeLessThanOrEqual(recorded);
        }
      }),
    );
  });

  it('without words of people counts exactly what was recorded', () => {
    fc.assert(
      fc.property(someSpans, (spans) => {
        const inside = spans.map(({ fromMs, toMs }) => Math.min(toMs, now.getTime()) - Math.max(fromMs, start));
        const expected = inside.filter((ms) => ms > 0).reduce((a, b) => a + b, 0) / 1000;
        const counted = dayRecords(spans, [], now, days).reduce((sum, day) => sum + (day?.[0] ?? 0), 0);
        expect(counted).toBe(expected);
      }),
    );
  });

  it('gets no better by an incident', () => {
    fc.assert(
      fc.property(someSpans, hours, fc.nat(48), (spans, from, length) => {
        const before = uptimeShare(dayRecords(spans, [], now, days));
        const after = uptimeShare(dayRecords(spans, [said('major_outage', from, from + length)], now, days));
        if (before !== null) expect(after ?? 1).toBeLessThanOrEqual(before + 1e-12);
      }),
    );
  });
});
