import { describe, expect, it } from 'vitest';
import { keepFigures, seeded } from '../testing/index.ts';
import { openCalendar } from './calendar.ts';
import {
  judgeTraffic,
  newWatch,
  STEP_MS,
  sameTimesBefore,
  type TrafficState,
  type TrafficWatch,
} from './seasonal-baseline.ts';

const ZONE = 'Europe/Zurich';
const calendar = openCalendar(ZONE, null);
const offset = calendar.offsetMs;
const FROM = Date.parse('2025-01-06T00:00:00Z');
const YEAR_STEPS = (365 * 86_400_000) / STEP_MS;

/** A delivery company's week: busy mornings and late afternoons on workdays, half on Saturday, little on Sunday and at night; in local time. */
function usualShare(atMs: number): number {
  const local = atMs + offset(atMs);
  const hour = (local / 3_600_000) % 24;
  const day = Math.floor(local / 86_400_000 + 4) % 7;
  const hump = (at: number, wide: number) => Math.exp(-(((hour - at) / wide) ** 2));
  return (0.03 + hump(8.5, 2.2) + 0.7 * hump(16.5, 2.5)) * (day === 0 ? 0.1 : day === 6 ? 0.5 : 1);
}

/** Counts of a year with noise beyond chance, growth of half, and days that are livelier or quieter by a sixth. `change` is what we do to it. */
function simulate(
  perStep: number,
  seed: number,
  change: (atMs: number, count: number) => number,
  steps = YEAR_STEPS,
  days = calendar,
) {
  const random = seeded(seed);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const counts = new Map<number, number>();
  const states: { atMs: number; state: TrafficState }[] = [];
  let watch: TrafficWatch = newWatch();
  let mood = 1;
  for (let step = 0; step < steps; step++) {
    const atMs = FROM + step * STEP_MS;
    if (step % 288 === 0) mood = 1 + 0.08 * gauss();
    const mean = perStep * usualShare(atMs) * mood * (1 + (0.5 * step) / YEAR_STEPS);
    const count = Math.max(0, Math.round(change(atMs, mean + gauss() * Math.sqrt(mean + (0.08 * mean) ** 2))));
    const history = sameTimesBefore(atMs, days).flatMap((before) => counts.get(before) ?? []);
    const judged = judgeTraffic(watch, count, history);
    watch = judged.watch;
    states.push({ atMs, state: judged.verdict.state });
    counts.set(atMs, count);
  }
  return states;
}

const begins = (states: readonly { state: TrafficState }[]) =>
  states.filter(({ state }, at) => (state === 'drop' || state === 'surge') && states[at - 1]?.state !== state).length;

describe('the traffic’s own pattern', () => {
  it.each([
    [40, 1],
    [2_000, 2],
  ])(
    'gives at most one false alarm a month over a simulated year, changes of the clock included, at %i requests a busy step',
    (perStep, seed) => {
      const alarms = begins(simulate(perStep, seed, (_, count) => count));
      keepFigures(`traffic-year-${perStep}`, { requestsInABusyStep: perStep, falseAlarms: alarms });
      expect(alarms).toBeLessThanOrEqual(12);
    },
  );

  const WEEKS = 6;
  const noon = FROM + (WEEKS - 1) * 7 * 86_400_000 + 2 * 86_400_000 + 8 * 3_600_000;
  const within = (states: ReturnType<typeof simulate>, state: TrafficState, minutes: number) =>
    states.some((one) => one.state === state && one.atMs >= noon && one.atMs < noon + minutes * 60_000);
  const steps = (WEEKS * 7 * 86_400_000) / STEP_MS;

  it('sees within half an hour that half of the requests stay away', () => {
    const states = simulate(2_000, 3, (atMs, count) => (atMs >= noon ? count / 2 : count), steps);
    expect(within(states, 'drop', 30)).toBe(true);
  });

  it('sees silence within twenty minutes, also of a small organisation', () => {
    expect(
      within(
        simulate(40, 4, (atMs, count) => (atMs >= noon ? 0 : count), steps),
        'drop',
        20,
      ),
    ).toBe(true);
  });

  it('sees a storm of repeats', () => {
    expect(
      within(
        simulate(2_000, 5, (atMs, count) => (atMs >= noon ? count * 2 : count), steps),
        'surge',
        20,
      ),
    ).toBe(true);
  });

  it('does not take last week’s outage for the new usual', () => {
    const outage = (atMs: number) => atMs >= noon - 7 * 86_400_000 && atMs < noon - 7 * 86_400_000 + 3 * 3_600_000;
    const states = simulate(2_000, 6, (atMs, count) => (outage(atMs) ? 0 : count), steps);
    expect(within(states, 'surge', 180)).toBe(false);
  });

  it('says nothing before it has seen two weeks', () => {
    const states = simulate(2_000, 7, (_, count) => count, (13 * 86_400_000) / STEP_MS);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['learning']));
  });

  it('looks back at the same local time when the clock has changed in between', () => {
    const after = Date.parse('2026-03-30T06:00:00Z');
    const [first] = sameTimesBefore(after, calendar).filter((_, at) => at === 2);
    expect(new Date(first!).toISOString()).toBe('2026-03-23T07:00:00.000Z');
  });

  it('compares a holiday with holidays and Sundays, and no usual day with a holiday', () => {
    const ofLiechtenstein = openCalendar(ZONE, 'LI');
    const days = (at: string) => [
      ...new Set(
        sameTimesBefore(Date.parse(at), ofLiechtenstein).map((one) => new Date(one).toISOString().slice(0, 10)),
      ),
    ];
    // Easter Monday is like the Sunday before it, and no other Monday.
    expect(days('2026-04-06T08:00:00Z')).toContain('2026-04-05');
    expect(days('2026-04-06T08:00:00Z')).not.toContain('2026-03-30');
    // And a Monday five weeks later leaves it out.
    expect(days('2026-05-11T08:00:00Z')).toContain('2026-05-04');
    expect(days('2026-05-11T08:00:00Z')).not.toContain('2026-04-06');
  });

  it('says nothing of a holiday on which almost nobody works, where the calendar knows it', () => {
    const quiet = (place: string | null) => {
      const known = openCalendar(ZONE, 'LI');
      const isQuiet = (atMs: number) => known.isHoliday(atMs) && new Date(atMs + offset(atMs)).getUTCDay() !== 0;
      const states = simulate(
        2_000,
        8,
        (atMs, count) => (isQuiet(atMs) ? count / 10 : count),
        (108 * 86_400_000) / STEP_MS,
        openCalendar(ZONE, place),
      );
      return states.filter(({ atMs, state }) => isQuiet(atMs) && state === 'drop').length;
    };
    expect(quiet('LI')).toBe(0);
    expect(quiet(null)).toBeGreaterThan(100);
  });
});
