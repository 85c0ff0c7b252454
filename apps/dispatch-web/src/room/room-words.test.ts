import type { CapacityDay } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { leftWords, roomSentence, shareTaken, unplaceableWords, vehiclesWords, visitsWords } from './room-words.ts';

const slot = (from: string, to: string, workSeconds: number, workSecondsLeft: number) => ({
  ...{ from, to, workSeconds, workSecondsLeft },
  startsAt: `2026-12-01T${from}:00Z`,
  endsAt: `2026-12-01T${to}:00Z`,
});
const day = (serviceDate: string, slots: CapacityDay['slots'], closed: CapacityDay['closed'] = null): CapacityDay => ({
  ...{ serviceDate, zone: 'Europe/Vaduz', closed, slots },
  vehicles: { total: 3, taking: 3 },
  visits: { placed: 0, waiting: 0, held: 0, unplaceable: 0 },
  loadLeft: { weightGrams: 0, volumeLitres: 0, pieces: 0 },
});

describe('the words of the room ahead', () => {
  const full = day('2026-12-01', [slot('08:00', '10:00', 7200, 600)]);
  const shut = day('2026-12-02', [], { code: 'branch_closed', words: 'The branch is closed on this date.' });
  const open = day('2026-12-03', [slot('08:00', '10:00', 0, 0), slot('10:00', '12:00', 7200, 3600)]);

  it('begin with the first window that has some', () => {
    expect(roomSentence([full, shut, open])).toBe('There is room from Thu 3 Dec, 10:00–12:00 on.');
    expect(roomSentence([full, shut])).toBe('None of these days has room.');
  });

  it('promise nothing of a day that is not known yet, and wait for none behind the answer', () => {
    expect(roomSentence([full, undefined, open])).toBe('Looking at each day …');
    expect(roomSentence([open, undefined])).toBe('There is room from Thu 3 Dec, 10:00–12:00 on.');
  });

  it('call a window full in which nobody works', () => {
    expect(open.slots.map(shareTaken)).toEqual([1, 0.5]);
    expect(open.slots.map(leftWords)).toEqual(['nobody works', '1.0 of 2.0 h']);
  });

  it('name what there is, and no more', () => {
    expect(visitsWords({ placed: 12, waiting: 3, held: 0, unplaceable: 1 })).toBe('12 on itineraries · 3 waiting');
    expect(visitsWords({ placed: 0, waiting: 0, held: 0, unplaceable: 0 })).toBe('No visits yet');
    expect([0, 1, 4].map((unplaceable) => unplaceableWords({ ...open.visits, unplaceable }))).toEqual([
      null,
      '1 of them finds no room',
      '4 of them find no room',
    ]);
    expect(vehiclesWords({ taking: 3, total: 3 })).toBe('3 vehicles');
    expect(vehiclesWords({ taking: 0, total: 1 })).toBe('0 of 1 vehicle');
  });
});
