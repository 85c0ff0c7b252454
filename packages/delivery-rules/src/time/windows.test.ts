import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addDays,
  afterQuietHours,
  dayBounds,
  daysBetween,
  isInside,
  isServiceDate,
  isZone,
  lateness,
  localTimeAt,
  localTimeOf,
  localTimeToInstant,
  minutesOf,
  serviceDateAt,
  weekdayOf,
  windowFor,
  windowInstants,
} from '../index.ts';

const ZONES = ['Europe/Vaduz', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'UTC'];
const zone = fc.constantFrom(...ZONES);
const date = fc.integer({ min: 0, max: 4000 }).map((days) => addDays('2023-01-01', days));
/** Days on which clocks jump, in both directions, and their neighbours. */
const jumpyDate = fc.constantFrom(
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-04-05',
  '2026-10-04',
  '2026-09-06',
  '2026-03-28',
  '2026-10-24',
);
const anyDate = fc.oneof(date, jumpyDate);
const minutes = fc.integer({ min: 0, max: 48 * 60 - 1 });
const localWindow = fc
  .tuple(minutes, minutes)
  .filter(([one, other]) => one !== other)
  .map(([one, other]) => ({ from: localTimeOf(Math.min(one, other)), to: localTimeOf(Math.max(one, other)) }));

const instants = (day: string, from: string, to: string, where = 'Europe/Vaduz') => {
  const answer = windowInstants(day, { from, to }, where);
  if ('fault' in answer) return answer.fault;
  return `${answer.window.startsAt.toISOString()} ${answer.window.endsAt.toISOString()}`;
};

describe('local times', () => {
  it('read back what they wrote', () => {
    fc.assert(fc.property(minutes, (count) => minutesOf(localTimeOf(count)) === count));
  });

  it('are nothing else', () => {
    for (const text of ['8:00', '24:60', '48:00', '', '08.00', '-1:00', '08:00 '])
      expect(minutesOf(text), text).toBeNull();
  });
});

describe('service dates', () => {
  it('are real calendar dates', () => {
    expect(['2026-02-28', '2028-02-29'].every(isServiceDate)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', 'tomorrow'].some(isServiceDate)).toBe(false);
  });

  it('count days whatever the clocks do', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: -800, max: 800 }),
        (day, days) => daysBetween(day, addDays(day, days)) === days,
      ),
    );
  });

  it('begin on Mondays as ISO has it', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2026-11-22')).toBe(7);
  });

  it('last 23, 24 or 25 hours, and every instant within falls on them', () => {
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-11-23')).toBe(24);
    fc.assert(
      fc.property(anyDate, zone, fc.double({ min: 0, max: 0.999, noNaN: true }), (day, where, share) => {
        const { startsAt, endsAt } = dayBounds(day, where);
        const instant = new Date(startsAt.getTime() + Math.floor(share * (endsAt.getTime() - startsAt.getTime())));
        return serviceDateAt(instant, where) === day && serviceDateAt(endsAt, where) === addDays(day, 1);
      }),
    );
  });

  const hours = (day: string) => {
    const { startsAt, endsAt } = dayBounds(day, 'Europe/Vaduz');
    return (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
  };

  it('know zones by their IANA names', () => {
    expect(isZone('Europe/Vaduz')).toBe(true);
    expect(isZone('Europe/Atlantis')).toBe(false);
  });
});

describe('a window', () => {
  it('stands on the wall clock of its zone', () => {
    expect(instants('2026-11-23', '08:00', '12:00')).toBe('2026-11-23T07:00:00.000Z 2026-11-23T11:00:00.000Z');
    expect(instants('2026-07-01', '08:00', '12:00')).toBe('2026-07-01T06:00:00.000Z 2026-07-01T10:00:00.000Z');
  });

  it('may end on the next day', () => {
    expect(instants('2026-11-23', '22:00', '25:30')).toBe('2026-11-23T21:00:00.000Z 2026-11-24T00:30:00.000Z');
  });

  it('spans both hours where one happens twice', () => {
    expect(instants('2026-10-25', '02:15', '02:45')).toBe('2026-10-25T00:15:00.000Z 2026-10-25T01:45:00.000Z');
  });

  it('begins at the jump where its start is skipped, and does not exist where it is swallowed', () => {
    expect(instants('2026-03-29', '02:15', '04:00')).toBe('2026-03-29T01:00:00.000Z 2026-03-29T02:00:00.000Z');
    expect(instants('2026-03-29', '01:30', '02:15')).toBe('2026-03-29T00:30:00.000Z 2026-03-29T01:15:00.000Z');
    expect(instants('2026-03-29', '02:15', '03:00')).toBe('does_not_exist_that_day');
  });

  it('is refused when it is none', () => {
    expect(instants('2026-11-23', '12:00', '08:00')).toBe('ends_before_it_starts');
    expect(instants('2026-11-23', '08:00', '08:00')).toBe('ends_before_it_starts');
    expect(instants('2026-11-23', 'noon', '13:00')).toBe('not_a_time');
  });

  it('ends after it begins, on every date in every zone, unless it is refused', () => {
    fc.assert(
      fc.property(anyDate, localWindow, zone, (day, window, where) => {
        const answer = windowInstants(day, window, where);
        return 'fault' in answer
          ? answer.fault === 'does_not_exist_that_day'
          : answer.window.endsAt > answer.window.startsAt;
      }),
      { numRuns: 500 },
    );
  });

  it('holds every instant whose wall clock lies in it', () => {
    fc.assert(
      fc.property(anyDate, localWindow, zone, fc.integer({ min: 0, max: 49 * 60 }), (day, window, where, minute) => {
        const answer = windowInstants(day, window, where);
        const instant = new Date(dayBounds(day, where).startsAt.getTime() + minute * 60_000);
        const wall = minutesOf(localTimeAt(instant, where, day));
        if (wall === null || 'fault' in answer) return true;
        const shown = wall >= minutesOf(window.from)! && wall <= minutesOf(window.to)!;
        return !shown || isInside(answer.window, instant);
      }),
      { numRuns: 500 },
    );
  });

  it('shows the times it was made of, where no clock jumps', () => {
    fc.assert(
      fc.property(date, localWindow, fc.constantFrom('UTC', 'Asia/Kathmandu'), (day, window, where) => {
        const answer = windowInstants(day, window, where);
        if ('fault' in answer) return false;
        return (
          localTimeAt(answer.window.startsAt, where, day) === window.from &&
          localTimeAt(answer.window.endsAt, where, day) === window.to &&
          localTimeToInstant(day, window.from, where).getTime() === answer.window.startsAt.getTime()
        );
      }),
    );
  });
});

describe('several windows', () => {
  const at = (time: string) => new Date(`2026-11-23T${time}:00Z`);
  const windows = [
    { startsAt: at('14:00'), endsAt: at('16:00') },
    { startsAt: at('08:00'), endsAt: at('10:00') },
  ];

  it('serve an arrival in the first that is still open', () => {
    expect(windowFor(windows, at('07:00'))).toBe(windows[1]);
    expect(windowFor(windows, at('10:00'))).toBe(windows[1]);
    expect(windowFor(windows, at('11:00'))).toBe(windows[0]);
    expect(windowFor(windows, at('16:01'))).toBeUndefined();
  });

  it('are missed by the seconds behind the last', () => {
    expect(lateness(windows, at('15:59'))).toBe(0);
    expect(lateness(windows, at('16:01'))).toBe(60);
    expect(lateness([], at('23:00'))).toBe(0);
  });
});

describe('quiet hours', () => {
  const quiet = { from: '21:00', to: '08:00' };
  const after = (instant: string) => afterQuietHours(new Date(instant), 'Europe/Vaduz', quiet).toISOString();

  it('hold back the night until the morning, on both sides of midnight', () => {
    expect(after('2026-11-23T20:30:00Z')).toBe('2026-11-24T07:00:00.000Z');
    expect(after('2026-11-24T03:00:00Z')).toBe('2026-11-24T07:00:00.000Z');
  });

  it('let the day pass, to the minute', () => {
    expect(after('2026-11-23T07:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
    expect(after('2026-11-23T19:59:59Z')).toBe('2026-11-23T19:59:59.000Z');
  });

  it('never answer an earlier instant, nor a quiet one', () => {
    fc.assert(
      fc.property(anyDate, zone, minutes, (day, where, minute) => {
        const instant = new Date(dayBounds(day, where).startsAt.getTime() + minute * 60_000);
        const answer = afterQuietHours(instant, where, quiet);
        return answer >= instant && afterQuietHours(answer, where, quiet).getTime() === answer.getTime();
      }),
    );
  });
});
