import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileArcs, type GrowingMatrix, writeRow } from './compile-arcs.ts';

const value = fc.integer({ min: -1, max: 100_000 });
/** Travel between so many places and one more, to be written into the row behind them. */
const grown = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    symmetric: fc.boolean(),
    seconds: fc.array(value, { minLength: (size + 1) ** 2, maxLength: (size + 1) ** 2 }),
    meters: fc.array(value, { minLength: (size + 1) ** 2, maxLength: (size + 1) ** 2 }),
  }),
);

test('a place that is written into a spare row is as if it had been there from the start', () => {
  fc.assert(
    fc.property(grown, ({ size, symmetric, ...given }) => {
      const whole = size + 1;
      const seconds = Int32Array.from(given.seconds);
      const meters = Int32Array.from(given.meters);
      for (let at = 0; at < whole; at++) {
        seconds[at * whole + at] = meters[at * whole + at] = 0;
        // Ways between the first places may be alike to and fro, while those of the last are not.
        for (let to = 0; symmetric && at < size && to < at; to++) {
          seconds[at * whole + to] = seconds[to * whole + at]!;
          meters[at * whole + to] = meters[to * whole + at]!;
        }
      }
      const expected = compileArcs({ size: whole, seconds, meters });
      const without = (values: Int32Array) =>
        values.map((each, pair) => (pair % whole === size || pair >= size * whole ? -1 : each));
      const growing: GrowingMatrix = { size: whole, seconds: without(seconds), meters: without(meters) };
      compileArcs(growing);
      const column = (values: Int32Array) => values.filter((_, pair) => pair % whole === size);
      writeRow(growing, size, {
        secondsTo: column(seconds),
        metersTo: column(meters),
        secondsFrom: seconds.slice(size * whole),
        metersFrom: meters.slice(size * whole),
      });
      expect(growing).toEqual({ size: whole, seconds, meters });
      const { slot, allReachable, ...arcs } = compileArcs(growing);
      const { slot: _, allReachable: __, ...wanted } = expected;
      expect(arcs).toEqual(wanted);
      // It had rows without a way, so nobody relies on there being one.
      expect(allReachable).toBe(false);
    }),
  );
});
