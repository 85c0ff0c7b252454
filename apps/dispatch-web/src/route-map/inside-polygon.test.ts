import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside } from './inside-polygon.ts';

const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];

describe('a lasso', () => {
  it('catches what lies inside the line and nothing else', () => {
    // Halves never lie on the line itself, where inside is a matter of taste.
    const coordinate = fc.integer({ min: -20, max: 30 }).map((whole) => whole + 0.5);
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        expect(isInside(square, { x, y })).toBe(x > 0 && x < 10 && y > 0 && y < 10);
      }),
    );
  });

  it('does not catch what lies in the bay of a bent line', () => {
    const horseshoe = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
      { x: 8, y: 10 },
      { x: 8, y: 2 },
      { x: 2, y: 2 },
      { x: 2, y: 10 },
      { x: 0, y: 10 },
    ];
    expect(isInside(horseshoe, { x: 5, y: 6 })).toBe(false);
    expect(isInside(horseshoe, { x: 1, y: 6 })).toBe(true);
  });

  it('that was only a click catches nothing', () => {
    expect(isInside([{ x: 5, y: 5 }], { x: 5, y: 5 })).toBe(false);
    expect(isInside([], { x: 5, y: 5 })).toBe(false);
  });
});
