import type { Consequences } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { brokenWords, consequenceWords, sameTarget, targetWords } from './move-words.ts';
import type { MoveTarget } from './moves-context.ts';

const behindFrick: MoveTarget = {
  kind: 'row',
  vehicleId: 'v2',
  rowKey: 'v2',
  rowName: 'V2',
  afterStopId: 's7',
  afterLabel: 'Frick',
};

const consequences: Consequences = {
  feasible: false,
  driveSeconds: 360,
  driveMeters: 3100,
  cost: { amountMinor: 250, currency: 'CHF' },
  broken: [{ kind: 'window', jobId: 'j1', words: 'Service starts after the window has closed.', bySeconds: 240 }],
  repaired: [],
  routes: [{ stops: [{ jobId: 'j1', label: 'Meier' }] }] as unknown as Consequences['routes'],
};

describe('the words beside the pointer', () => {
  it('say where, what it costs and whom it makes late', () => {
    expect(consequenceWords(behindFrick, consequences)).toBe('V2 after Frick: +6 min, +3.1 km, Meier late by 4 min');
  });

  it('name whom another broken rule concerns, once', () => {
    const skill = { kind: 'skill' as const, jobId: 'j1', bySeconds: null };
    const { routes } = consequences;
    expect(brokenWords({ routes, broken: [{ ...skill, words: 'V2 lacks gas fitter' }] })).toEqual([
      'Meier: V2 lacks gas fitter',
    ]);
    expect(brokenWords({ routes, broken: [{ ...skill, words: 'Meier needs a gas fitter' }] })).toEqual([
      'Meier needs a gas fitter',
    ]);
    expect(brokenWords({ routes: [], broken: [{ ...skill, words: 'V2 is full' }] })).toEqual(['V2 is full']);
  });

  it('say first and taken off in words of their own', () => {
    expect(targetWords({ ...behindFrick, afterStopId: null, afterLabel: null })).toBe('V2, first');
    expect(targetWords({ kind: 'off' })).toBe('Taken off');
  });

  it('say less with a minus', () => {
    expect(consequenceWords(behindFrick, { ...consequences, driveSeconds: -720, driveMeters: -850, broken: [] })).toBe(
      'V2 after Frick: −12 min, −850 m',
    );
  });
});

describe('a target', () => {
  it('stays the same while the pointer stays between the same two stops', () => {
    expect(sameTarget(behindFrick, { ...behindFrick })).toBe(true);
    expect(sameTarget(behindFrick, { ...behindFrick, afterStopId: 's8' })).toBe(false);
    expect(sameTarget(behindFrick, { kind: 'off' })).toBe(false);
    expect(sameTarget({ kind: 'off' }, { kind: 'off' })).toBe(true);
    expect(sameTarget(null, behindFrick)).toBe(false);
  });
});
