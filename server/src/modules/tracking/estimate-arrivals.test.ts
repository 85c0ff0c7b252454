import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateArrivals, type RouteAhead, type StopAhead } from './estimate-arrivals.ts';

const NOW = 1_800_000_000;
const planned = (
  id: string,
  legSeconds: number,
  serviceSeconds: number,
  notBefore: number | null = null,
): StopAhead => ({
  id,
  kind: 'job',
  state: 'planned',
  legSeconds,
  serviceSeconds,
  notBefore,
  leftAt: null,
  arrivedAt: null,
  finishedAt: null,
});
const route = (stops: StopAhead[], more: Partial<RouteAhead> = {}): RouteAhead => ({
  now: NOW,
  started: true,
  plannedDeparture: NOW,
  stops,
  remainingSeconds: null,
  ...more,
});

describe('estimating arrivals', () => {
  it('drives the legs and stays for the services, one after the other', () => {
    const [first, second] = estimateArrivals(route([planned('a', 600, 300), planned('b', 900, 60)]));
    expect(first?.arrival).toBe(NOW + 600);
    expect(second?.arrival).toBe(NOW + 600 + 300 + 900);
  });

  it('waits for a window that is not open yet, and is surer of what follows', () => {
    const waiting = estimateArrivals(route([planned('a', 600, 300, NOW + 3600), planned('b', 600, 60)]));
    const going = estimateArrivals(route([planned('a', 600, 300), planned('b', 600, 60)]));
    expect(waiting[1]?.arrival).toBe(NOW + 3600 + 300 + 600);
    expect(waiting[1]!.p90 - waiting[1]!.arrival).toBeLessThanOrEqual(going[1]!.p90 - going[1]!.arrival);
  });

  it('goes by the position when it has one, else by when the crew left', () => {
    const onRoute: StopAhead = { ...planned('a', 1200, 300), state: 'on_route', leftAt: NOW - 400 };
    expect(estimateArrivals(route([onRoute]))[0]?.arrival).toBe(NOW + 800);
    expect(estimateArrivals(route([onRoute], { remainingSeconds: 90 }))[0]?.arrival).toBe(NOW + 90);
  });

  it('moves everything behind when a stop takes longer than planned', () => {
    const late: StopAhead = { ...planned('a', 600, 300), state: 'arrived', arrivedAt: NOW - 5000 };
    expect(estimateArrivals(route([late, planned('b', 600, 60)]))[0]?.arrival).toBe(NOW + 60 + 600);
  });

  it('never estimates an arrival in the past, keeps the order of the route, and holds the arrival inside its interval', () => {
    const anyStop = fc.record({
      legSeconds: fc.nat(7200),
      serviceSeconds: fc.nat(7200),
      wait: fc.option(fc.nat(20_000)),
    });
    fc.assert(
      fc.property(
        fc.array(anyStop, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: -20_000, max: 20_000 }),
        (stops, offset) => {
          const estimates = estimateArrivals(
            route(
              stops.map(({ legSeconds, serviceSeconds, wait }, index) =>
                planned(String(index), legSeconds, serviceSeconds, wait === null ? null : NOW + wait),
              ),
              { plannedDeparture: NOW + offset },
            ),
          );
          expect(estimates).toHaveLength(stops.length);
          for (const [index, { arrival, p10, p90 }] of estimates.entries()) {
            expect(arrival).toBeGreaterThanOrEqual(index === 0 ? NOW : estimates[index - 1]!.arrival);
            expect(p10).toBeLessThanOrEqual(arrival);
            expect(p90).toBeGreaterThanOrEqual(arrival);
          }
        },
      ),
    );
  });
});
