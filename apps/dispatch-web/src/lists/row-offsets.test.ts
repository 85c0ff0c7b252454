import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowOffsets, rowsBetween } from './row-offsets.ts';

describe('the rows in sight', () => {
  it('are all that touch the box, and no more than the spare ones beside them', () => {
    const heights = fc.array(fc.constantFrom(28, 46), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(heights, fc.nat(6000), fc.integer({ min: 100, max: 900 }), (rows, topPx, boxPx) => {
        const offsets = rowOffsets(rows);
        const [from, to] = rowsBetween(offsets, topPx, topPx + boxPx, 2);
        for (const [row] of rows.entries()) {
          const touches = (offsets[row + 1] as number) > topPx && (offsets[row] as number) < topPx + boxPx;
          if (touches) expect(row >= from && row < to).toBe(true);
        }
        expect(to - from).toBeLessThanOrEqual(Math.ceil(boxPx / 28) + 6);
      }),
    );
  });

  it('are none of an empty list', () => {
    expect(rowsBetween(rowOffsets([]), 0, 500)).toEqual([0, 0]);
  });
});
