import { describe, expect, test } from 'vitest';
import { loadList } from './load-list.ts';
import { navigationUrl } from './navigate.ts';
import { currentStop, isTracked, nextStep } from './next-step.ts';
import { currentItinerary, showItinerary } from './show-itinerary.ts';
import { bare, entries, jobStop, line, tour } from './testing-itinerary.ts';

const stops = () => [jobStop('a', [line('a1')]), bare('pause', 'break'), jobStop('b', [line('b1')])];
const kindOf = (commands: Parameters<typeof entries>, change = {}) => {
  const shown = showItinerary(tour(stops(), change), entries(...commands), 1);
  return nextStep(shown, currentStop(shown)).kind;
};

describe('what this device recorded', () => {
  test('is shown at once, with the time it happened', () => {
    const shown = showItinerary(
      tour(stops()),
      entries(
        { kind: 'start' },
        { kind: 'on_my_way', stopId: 'a' },
        { kind: 'arrive', stopId: 'a' },
        { kind: 'complete', stopId: 'a' },
      ),
      1,
    );
    expect(shown.state).toBe('started');
    expect(shown.stops[0]).toMatchObject({
      state: 'done',
      jobState: 'completed',
      arrivedAt: '2026-11-23T08:02:00.000Z',
      doneAt: '2026-11-23T08:03:00.000Z',
      job: { state: 'completed', actions: [{ state: 'completed', quantities: { completed: 2 } }] },
    });
    expect(shown.progress).toMatchObject({ done: 1, failed: 0, of: 2 });
  });

  test('stays while the platform has taken it but not yet answered with the day, and is not laid over twice afterwards', () => {
    const recorded = entries({ kind: 'start', state: 'applied' }, { kind: 'on_my_way', stopId: 'a', state: 'applied' });
    expect(showItinerary(tour(stops()), recorded, 1).stops[0]!.state).toBe('on_route');
    const newer = tour(stops(), { state: 'started' });
    expect(showItinerary(newer, recorded, 3).stops[0]!.state).toBe('planned');
  });

  test('changes nothing when it was parked or set aside', () => {
    const recorded = entries({ kind: 'start', state: 'parked' }, { kind: 'interrupt', state: 'set_aside' });
    expect(showItinerary(tour(stops()), recorded, 1).state).toBe('dispatched');
  });

  test('knows what is on board, from this device and from the platform, also for a visit that was called off', () => {
    const recorded = entries({ kind: 'load', payload: { actionId: 'a1' } });
    const known = { actionId: 'gone', jobCode: 'J-GONE', description: 'A wardrobe', quantity: 3 };
    const shown = showItinerary(tour(stops(), { aboard: [known] }), recorded, 1);
    expect(shown.aboard).toEqual([known, { actionId: 'a1', jobCode: 'J-a', description: 'Thing a1', quantity: 2 }]);
    expect([...shown.loaded]).toEqual(['gone', 'a1']);
    const handedIn = showItinerary(shown, entries({ kind: 'drop_off' }), 1);
    expect(handedIn.aboard).toEqual([]);
  });
});

describe('the one big button', () => {
  test('is always the next thing, from the start to the finish', () => {
    const day: Parameters<typeof entries> = [];
    const steps = [kindOf(day)];
    for (const command of [
      { kind: 'start' as const },
      { kind: 'on_my_way' as const, stopId: 'a' },
      { kind: 'arrive' as const, stopId: 'a' },
      { kind: 'complete' as const, stopId: 'a' },
      { kind: 'arrive' as const, stopId: 'pause' },
      { kind: 'complete' as const, stopId: 'pause' },
      { kind: 'on_my_way' as const, stopId: 'b' },
      { kind: 'arrive' as const, stopId: 'b' },
      { kind: 'fail' as const, stopId: 'b', payload: { reason: 'not_home' } },
      { kind: 'drop_off' as const },
      { kind: 'finish' as const },
    ]) {
      day.push(command);
      steps.push(kindOf(day));
    }
    expect(steps).toEqual([
      'start',
      'on_my_way',
      'arrive',
      'complete',
      'start_break',
      'end_break',
      'on_my_way',
      'arrive',
      'complete',
      'hand_in',
      'finish',
      'over',
    ]);
  });

  test('says the rule’s words instead of leading into a refusal', () => {
    const shown = showItinerary(tour(stops()), entries({ kind: 'start' }), 1);
    expect(nextStep(shown, shown.stops[2]!)).toEqual({ kind: 'blocked', words: 'A stop before it is still open.' });
    const free = showItinerary(tour(shown.stops, { state: 'started', anyStopOrder: true }), [], 1);
    expect(nextStep(free, free.stops[2]!)).toMatchObject({ kind: 'on_my_way' });
  });

  test('goes on without a break that was put off, and a pickup ends with the load check', () => {
    const shown = showItinerary(
      tour([bare('depot', 'pickup'), bare('pause', 'break'), jobStop('a', [line('a1')])]),
      entries({ kind: 'start' }, { kind: 'on_my_way', stopId: 'depot' }, { kind: 'arrive', stopId: 'depot' }),
      1,
    );
    expect(nextStep(shown, currentStop(shown)).kind).toBe('load');
    const after = showItinerary(shown, entries({ kind: 'complete', stopId: 'depot' }), 1);
    expect(currentStop(after)!.id).toBe('pause');
    expect(currentStop(after, new Set(['pause']))!.id).toBe('a');
  });
});

test('positions are recorded on duty and never on a break', () => {
  const at = (...commands: Parameters<typeof entries>) =>
    isTracked(showItinerary(tour(stops()), entries(...commands), 1));
  expect(at()).toBe(false);
  expect(at({ kind: 'start' })).toBe(true);
  expect(at({ kind: 'start' }, { kind: 'arrive', stopId: 'pause' })).toBe(false);
});

test('the tour under way comes before the next, and the last finished only when nothing else is left', () => {
  const of = (id: string, state: 'started' | 'dispatched' | 'finished', departure: string) =>
    tour([], { id, state, departure });
  const early = of('early', 'finished', '2026-11-23T05:00:00Z');
  const late = of('late', 'finished', '2026-11-23T11:00:00Z');
  const next = of('next', 'dispatched', '2026-11-23T12:00:00Z');
  expect(currentItinerary([early, next])!.id).toBe('next');
  expect(currentItinerary([next, of('now', 'started', '2026-11-23T13:00:00Z')])!.id).toBe('now');
  expect(currentItinerary([late, early])!.id).toBe('late');
  expect(currentItinerary([])).toBeNull();
});

test('the load is what customers further on get from here, the last stop’s first', () => {
  const shown = showItinerary(
    tour([
      jobStop('a', [line('a1'), line('a-old', { kind: 'haul_away' })]),
      bare('store', 'pickup', { locationId: 'store' }),
      jobStop('b', [line('b1', { fromLocationId: 'store' }), line('b2')]),
      jobStop('gone', [line('gone1')], { state: 'dropped' }),
    ]),
    [],
    1,
  );
  const ids = (stopId: string | null) =>
    loadList(shown, shown.stops.find(({ id }) => id === stopId) ?? null).map(({ line: { id } }) => id);
  expect(ids(null)).toEqual(['b2', 'a1']);
  expect(ids('store')).toEqual(['b1']);
});

test('a vehicle that loads again takes along what is delivered until then', () => {
  const depot = bare('again', 'loading', { locationId: 'depot', state: 'arrived' });
  const first = [jobStop('a', [line('a1')], { state: 'done' })];
  const shown = showItinerary(tour([...first, depot, jobStop('b', [line('b1')]), jobStop('c', [line('c1')])]), [], 1);
  const ids = (stop: typeof depot | null) => loadList(shown, stop).map(({ line: { id } }) => id);
  expect(ids(null)).toEqual(['a1']);
  expect(ids(depot)).toEqual(['c1', 'b1']);
  expect(nextStep({ ...shown, state: 'started' }, depot).kind).toBe('load');
});

test('navigation opens the phone’s own map', () => {
  const place = { lon: 9.5095, lat: 47.166 };
  expect(navigationUrl(place, 'Im Rietacker 4', 'Mozilla/5.0 (Linux; Android 15)')).toBe(
    'geo:47.166000,9.509500?q=47.166000,9.509500(Im%20Rietacker%204)',
  );
  expect(navigationUrl(place, 'x', 'iPhone OS 19')).toMatch(/^https:\/\/maps\.apple\.com\//);
  expect(navigationUrl(place, 'x', 'Windows NT')).toMatch(/^https:\/\/www\.google\.com\/maps\//);
});
