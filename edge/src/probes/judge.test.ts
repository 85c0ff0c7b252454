import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, rememberedLooks, type Severity } from './judge.ts';

const severity = fc.constantFrom<Severity>(0, 1, 2, 3);

/** Levels after each look, as the program keeps them. */
function levels(looks: readonly Severity[], start: Severity | null = null): (Severity | null)[] {
  let level = start;
  return looks.map((_, at) => {
    level = judge(level, looks.slice(Math.max(0, at + 1 - rememberedLooks), at + 1));
    return level;
  });
}

const repeat = (look: Severity, times: number): Severity[] => Array.from({ length: times }, () => look);

describe('judge', () => {
  it('says operational after one good look, and nothing before the third bad one', () => {
    expect(judge(null, [0])).toBe(0);
    expect(judge(null, [3])).toBeNull();
    expect(judge(null, [3, 3])).toBeNull();
    expect(judge(null, [3, 3, 3])).toBe(3);
  });

  it('does not hear a single failure', () => {
    fc.assert(
      fc.property(fc.nat(30), (before) => {
        expect(new Set(levels([...repeat(0, before + 1), 3, ...repeat(0, 20)]))).toEqual(new Set([0]));
      }),
    );
  });

  it('calls three failures in a row a major outage and takes six good looks to believe in the end of it', () => {
    const seen = levels([...repeat(0, 12), 3, 3, 3, ...repeat(0, 12)]);
    expect(seen.slice(12, 15)).toEqual([0, 1, 3]);
    expect(seen.slice(15, 20)).toEqual([3, 3, 3, 3, 3]);
    // Then the three failures of the last minute still make it degraded, until they are forgotten.
    expect(seen.slice(20)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });

  it('sees a gray failure that never fails three times in a row', () => {
    const gray = Array.from({ length: 24 }, (_, at): Severity => (at % 3 === 0 ? 3 : 0));
    expect(levels([...repeat(0, 12), ...gray]).at(-1)).toBe(1);
    const worse = Array.from({ length: 24 }, (_, at): Severity => (at % 2 === 0 ? 3 : 0));
    expect(levels([...repeat(0, 12), ...worse]).at(-1)).toBe(2);
  });

  it('never goes down sooner than six looks after it went up', () => {
    fc.assert(
      fc.property(fc.array(severity, { maxLength: 120 }), (looks) => {
        const seen = levels(looks, 0);
        let raisedAt = -Infinity;
        for (const [at, level] of seen.entries()) {
          const before = at === 0 ? 0 : seen[at - 1]!;
          if (level! > before!) raisedAt = at;
          if (level! < before!) expect(at - raisedAt).toBeGreaterThanOrEqual(6);
        }
      }),
    );
  });

  it('always forgets in the end, and never claims worse than the worst look', () => {
    fc.assert(
      fc.property(fc.array(severity, { maxLength: 60 }), (looks) => {
        const seen = levels([...looks, ...repeat(0, rememberedLooks + 6)], 0);
        expect(seen.at(-1)).toBe(0);
        for (const [at, level] of seen.entries()) {
          if (level! > 0) expect(level).toBeLessThanOrEqual(Math.max(...looks.slice(0, at + 1)));
        }
      }),
    );
  });
});
