import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learnPace, type PaceRecord, paceAt } from './learn-pace.ts';

const many = (count: number, key: string, ratio: (at: number) => number): PaceRecord[] =>
  Array.from({ length: count }, (_, at) => ({ key, plannedSeconds: 600, seconds: 600 * ratio(at) }));

describe('the pace of an organisation', () => {
  it('is the planned one while there are no records', () => {
    const pace = learnPace([], 0.3);
    expect(pace).toEqual({
      overall: { factor: 1, deviation: 0.3, samples: 0 },
      byKey: new Map(),
      byArea: new Map(),
      error: null,
    });
    expect(paceAt(pace, 'delivery').factor).toBe(1);
  });

  it('is hardly moved by a handful of records, and follows many', () => {
    const few = learnPace(
      many(2, 'installation', () => 2),
      0.3,
    );
    const lots = learnPace(
      many(400, 'installation', () => 2),
      0.3,
    );
    expect(paceAt(few, 'installation').factor).toBeLessThan(1.2);
    expect(paceAt(lots, 'installation').factor).toBeGreaterThan(1.9);
  });

  it('tells kinds apart, and is surer where the records agree', () => {
    const pace = learnPace(
      [...many(200, 'delivery', (at) => (at % 2 ? 0.5 : 1.5)), ...many(200, 'pickup', () => 0.7)],
      0.3,
    );
    expect(paceAt(pace, 'delivery').factor).toBeCloseTo(1, 1);
    expect(paceAt(pace, 'pickup').factor).toBeLessThan(0.75);
    expect(paceAt(pace, 'pickup').deviation).toBeLessThan(paceAt(pace, 'delivery').deviation);
  });

  it('tells what is slow at an hour from what is slow in a place, though most drives of that hour go there', () => {
    const drives = (count: number, key: string, area: string, ratio: number): PaceRecord[] =>
      many(count, key, () => ratio).map((record) => ({ ...record, area }));
    const records = [
      ...drives(300, '08', 'town', 1.2 * 1.5),
      ...drives(60, '08', 'country', 1.5),
      ...drives(60, '14', 'town', 1.2),
      ...drives(300, '14', 'country', 1),
    ];
    const pace = learnPace(records, 0.15);
    const between = pace.byArea.get('town')!.factor / pace.byArea.get('country')!.factor;
    expect(between).toBeGreaterThan(1.15);
    expect(between).toBeLessThan(1.25);
    expect(paceAt(pace, '08').factor / paceAt(pace, '14').factor).toBeGreaterThan(1.4);
    expect(pace.error!.learned).toBeLessThan(0.05);
    const byHourAlone = learnPace(
      records.map(({ area: _, ...record }) => record),
      0.15,
    );
    expect(pace.error!.learned).toBeLessThan(byHourAlone.error!.learned / 2);
  });

  it('says how far off it is on records it did not learn from', () => {
    const { error } = learnPace(
      many(400, '8', () => 1.3),
      0.15,
    );
    expect(error!.plain).toBeCloseTo(0.3);
    expect(error!.learned).toBeLessThan(0.1);
    expect(error!.samples).toBe(200);
  });

  it('does not listen to what cannot be work', () => {
    const nonsense = [...many(50, 'delivery', () => 100), { key: 'delivery', plannedSeconds: 0, seconds: 50 }];
    expect(learnPace(nonsense, 0.3).overall.samples).toBe(0);
  });

  it('stays between the least and the most that happened, drawn towards the plan', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.3, max: 4, noNaN: true }), { minLength: 1, maxLength: 60 }), (ratios) => {
        const { overall } = learnPace(
          ratios.map((ratio) => ({ key: 'a', plannedSeconds: 1000, seconds: 1000 * ratio })),
          0.3,
        );
        expect(overall.factor).toBeGreaterThanOrEqual(Math.min(1, ...ratios) - 1e-9);
        expect(overall.factor).toBeLessThanOrEqual(Math.max(1, ...ratios) + 1e-9);
        expect(overall.deviation).toBeGreaterThan(0);
      }),
    );
  });
});
