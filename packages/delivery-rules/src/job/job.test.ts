import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ACTION_KINDS,
  ACTION_STATES,
  actionStateOf,
  addLoads,
  deriveJobOutcome,
  duplicateKey,
  EMPTY_LOAD,
  goodsMove,
  isSuspectedDuplicate,
  loadOf,
  overloads,
  possibleDispositions,
  quantitiesFault,
  takeLoad,
  usualDisposition,
} from '../index.ts';

const count = fc.integer({ min: 0, max: 50 });
const quantities = fc.record({ completed: count, refused: count, damaged: count, missing: count });
const total = (q: { completed: number; refused: number; damaged: number; missing: number }) =>
  q.completed + q.refused + q.damaged + q.missing;

describe('quantities of a line', () => {
  it('are right exactly when they add up', () => {
    fc.assert(
      fc.property(quantities, fc.integer({ min: 1, max: 200 }), (given, quantity) => {
        return (quantitiesFault(quantity, given) === null) === (total(given) === quantity);
      }),
    );
    expect(quantitiesFault(3, { completed: 4, refused: -1, damaged: 0, missing: 0 })).toMatch(/none below 0/);
    expect(quantitiesFault(1, { completed: 0.5, refused: 0.5, damaged: 0, missing: 0 })).toMatch(/whole numbers/);
  });

  it('say completed for all, incomplete for none, partial between, damaged for any damage', () => {
    fc.assert(
      fc.property(
        quantities.filter((given) => total(given) > 0),
        (given) => {
          const state = actionStateOf(total(given), given);
          if (given.damaged > 0) return state === 'damaged';
          if (given.completed === total(given)) return state === 'completed';
          return state === (given.completed > 0 ? 'partial' : 'incomplete');
        },
      ),
    );
  });
});

describe('the outcome of a job', () => {
  const states = fc.array(fc.constantFrom(...ACTION_STATES), { maxLength: 6 });

  it.each([
    [['completed', 'completed'], 'completed'],
    [['completed', 'incomplete'], 'partially_completed'],
    [['partial', 'incomplete'], 'partially_completed'],
    [['incomplete', 'undetermined'], 'incomplete'],
    [[], 'incomplete'],
    [['completed', 'damaged'], 'damaged'],
  ] as const)('of lines %j is %s', (lines, outcome) => {
    expect(deriveJobOutcome(lines)).toBe(outcome);
  });

  it('is completed only when every line is, and incomplete only when none is, not even in part', () => {
    fc.assert(
      fc.property(states, (lines) => {
        const outcome = deriveJobOutcome(lines);
        if (outcome === 'completed') return lines.length > 0 && lines.every((line) => line === 'completed');
        if (outcome === 'incomplete') return lines.every((line) => line === 'incomplete' || line === 'undetermined');
        return true;
      }),
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(fc.property(states, (lines) => deriveJobOutcome(lines) === deriveJobOutcome([...lines].reverse())));
  });
});

describe('where goods end', () => {
  it('has a usual answer among the possible ones, for lines that move goods', () => {
    for (const kind of ACTION_KINDS) {
      for (const state of ACTION_STATES) {
        const usual = usualDisposition(kind, state);
        const possible = possibleDispositions(kind, state);
        if (usual === null) expect(possible).toEqual([]);
        else expect(possible).toContain(usual);
        expect(usual === null).toBe(goodsMove[kind] === 'none' || state === 'undetermined');
      }
    }
  });
});

describe('loads', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 40 }),
    unitWeightGrams: fc.nat(100_000),
    unitVolumeLitres: fc.nat(2000),
  });

  it('add up line by line, and what is added can be taken away', () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(line), (some, more) => {
        const all = loadOf([...some, ...more]);
        expect(all).toEqual(addLoads(loadOf(some), loadOf(more)));
        expect(takeLoad(all, loadOf(more))).toEqual(loadOf(some));
      }),
    );
  });

  it('are named by every dimension that is too much', () => {
    const load = loadOf([{ quantity: 3, unitWeightGrams: 1000, unitVolumeLitres: 10 }]);
    expect(overloads(load, { weightGrams: 3000, volumeLitres: 30, pieces: 3 })).toEqual([]);
    expect(overloads(load, { weightGrams: 2999, volumeLitres: 29, pieces: 2 })).toEqual(['weight', 'volume', 'pieces']);
    expect(overloads(load, { weightGrams: 3000, volumeLitres: 30, pieces: null })).toEqual([]);
    expect(overloads(EMPTY_LOAD, { weightGrams: 0, volumeLitres: 0, pieces: 0 })).toEqual([]);
  });
});

describe('a suspected duplicate', () => {
  const marks = {
    merchantId: 'm1',
    name: 'Anna Müller',
    street: 'Landstrasse',
    houseNumber: '12',
    postcode: '9490',
    city: 'Vaduz',
    serviceDate: '2026-11-23',
  };
  const key = duplicateKey(marks);

  it.each([
    { name: 'MÜLLER, Anna' },
    { name: 'anna muller' },
    { street: 'Landstraße' },
    { street: 'Landstr.' },
    { houseNumber: ' 12 ' },
    { city: 'FL-Vaduz' },
  ])('is seen through %j', (other) => {
    expect(duplicateKey({ ...marks, ...other })).toBe(key);
  });

  it.each([
    { merchantId: 'm2' },
    { name: 'Anton Müller' },
    { houseNumber: '12a' },
    { serviceDate: '2026-11-24' },
    { serviceDate: null },
    { postcode: '9491' },
  ])('is not seen where %j', (other) => {
    expect(duplicateKey({ ...marks, ...other })).not.toBe(key);
  });

  const job = { key, referenceId: null, duplicateAllowed: false, retryOf: null };

  it('is none when the references differ, when it is a retry, or when it is meant', () => {
    expect(isSuspectedDuplicate(job, job)).toBe(true);
    expect(isSuspectedDuplicate({ ...job, referenceId: 'A' }, job)).toBe(true);
    expect(isSuspectedDuplicate({ ...job, referenceId: 'A' }, { ...job, referenceId: 'B' })).toBe(false);
    expect(isSuspectedDuplicate({ ...job, retryOf: 'j1' }, job)).toBe(false);
    expect(isSuspectedDuplicate({ ...job, duplicateAllowed: true }, job)).toBe(false);
  });
});
