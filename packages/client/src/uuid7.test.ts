import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuid7 } from './uuid7.ts';

test('ids are UUIDs of version 7, sort by time and carry it', () => {
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(instant, instant, (left, right) => {
      const [a, b] = [uuid7(left), uuid7(right)];
      expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(a.replace('-', '').slice(0, 12), 16)).toBe(left);
      if (left !== right) expect(a < b).toBe(left < right);
    }),
  );
});
