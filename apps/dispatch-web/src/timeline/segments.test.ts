import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteRow, RouteStop } from './route-row.ts';
import { insertionAt, loadSteps, segmentsOf } from './segments.ts';
import { msAt, spanOf, ticksOf, xOf } from './time-scale.ts';

const MINUTE = 60_000;
const eight = Date.parse('2026-11-23T08:00:00Z');

function stop(number: number, arrival: number, service: number, over: Partial<RouteStop> = {}): RouteStop {
  const arrivalMs = eight + arrival * MINUTE;
  return {
    id: `stop-${number}`,
    kind: 'job',
    jobId: `job-${number}`,
    label: `Customer ${number}`,
    point: null,
    number,
    arrivalMs,
    serviceStartMs: arrivalMs,
    departureMs: arrivalMs + service * MINUTE,
    driveSeconds: 600,
    due: null,
    load: { weightGrams: 0, volumeLitres: 0, pieces: 0 },
    fill: 'planned',
    started: false,
    risk: 'none',
    lateSeconds: null,
    ...over,
  };
}

function row(stops: RouteStop[], endMinutes = 480): RouteRow {
  return {
    key: 'vehicle-1',
    vehicleId: 'vehicle-1',
    itineraryId: null,
    name: 'V1',
    hue: 0,
    loadingFromMs: null,
    departureMs: eight,
    endMs: eight + endMinutes * MINUTE,
    stops,
    capacity: { weightGrams: 1000, volumeLitres: 0, pieces: 10 },
  };
}

describe('the segments of a row', () => {
  it('are drive, wait, service and the way back, in this order', () => {
    const waiting = stop(1, 10, 5, { serviceStartMs: eight + 20 * MINUTE, departureMs: eight + 25 * MINUTE });
    expect(
      segmentsOf(row([waiting], 40)).map(({ kind, fromMs, toMs }) => [
        kind,
        (fromMs - eight) / MINUTE,
        (toMs - eight) / MINUTE,
      ]),
    ).toEqual([
      ['drive', 0, 10],
      ['wait', 10, 20],
      ['service', 20, 25],
      ['drive', 25, 40],
    ]);
  });

  it('show idle time before leaving as waiting, not as a longer drive', () => {
    expect(segmentsOf(row([stop(1, 30, 5)], 35)).map(({ kind, fromMs }) => [kind, (fromMs - eight) / MINUTE])).toEqual([
      ['wait', 0],
      ['drive', 20],
      ['service', 30],
    ]);
  });

  it('begin with the first loading, before the vehicle leaves', () => {
    const loads = { ...row([stop(1, 20, 5)], 25), loadingFromMs: eight - 15 * MINUTE };
    expect(segmentsOf(loads).map(({ kind, fromMs }) => [kind, (fromMs - eight) / MINUTE])).toEqual([
      ['loading', -15],
      ['wait', 0],
      ['drive', 10],
      ['service', 20],
    ]);
  });

  it('never overlap, whatever the times say', () => {
    const stops = fc.array(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 90 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(stops, (times) => {
        const segments = segmentsOf(row(times.map(([arrival, service], index) => stop(index + 1, arrival, service))));
        for (const [index, segment] of segments.entries()) {
          expect(segment.toMs).toBeGreaterThan(segment.fromMs);
          if (index > 0) expect(segment.fromMs).toBe(segments[index - 1]?.toMs);
        }
      }),
    );
  });

  it('leave out a stop that was taken off', () => {
    const segments = segmentsOf(row([stop(1, 10, 5, { fill: 'cancelled' }), stop(2, 30, 5)]));
    expect(segments.every((segment) => segment.stop?.id !== 'stop-1')).toBe(true);
  });
});

describe('the place where a dragged job would stand', () => {
  const three = row([stop(1, 10, 10), stop(2, 40, 10), stop(3, 70, 10)]);

  it('is behind the last stop whose middle lies before the pointer', () => {
    expect(insertionAt(three, eight, 'job-9').afterStopId).toBeNull();
    expect(insertionAt(three, eight + 16 * MINUTE, 'job-9').afterStopId).toBe('stop-1');
    expect(insertionAt(three, eight + 400 * MINUTE, 'job-9').afterStopId).toBe('stop-3');
  });

  it('does not count the stop being dragged', () => {
    expect(insertionAt(three, eight + 60 * MINUTE, 'job-2').afterStopId).toBe('stop-1');
  });

  it('is never before a stop that has begun', () => {
    const begun = row([stop(1, 10, 10, { started: true }), stop(2, 40, 10, { started: true }), stop(3, 70, 10)]);
    expect(insertionAt(begun, eight, 'job-9').afterStopId).toBe('stop-2');
  });
});

describe('the load bar', () => {
  it('shows the fullest of the capacities that the vehicle states', () => {
    const loaded = stop(1, 10, 5, { load: { weightGrams: 500, volumeLitres: 9000, pieces: 8 } });
    expect(loadSteps(row([loaded])).map((step) => step.share)).toEqual([0.8]);
  });

  it('reaches from stop to stop and to the end of the row', () => {
    const steps = loadSteps(row([stop(1, 10, 5), stop(2, 40, 5)], 60));
    expect(steps.map(({ fromMs, toMs }) => [(fromMs - eight) / MINUTE, (toMs - eight) / MINUTE])).toEqual([
      [15, 45],
      [45, 60],
    ]);
  });
});

describe('the time scale', () => {
  it('maps there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (widthPx, share) => {
        const scale = { fromMs: eight, toMs: eight + 600 * MINUTE, widthPx };
        expect(msAt(scale, xOf(scale, eight + share * 600 * MINUTE))).toBeCloseTo(eight + share * 600 * MINUTE, -1);
      }),
    );
  });

  it('spans the whole hours around the rows', () => {
    const span = spanOf([{ departureMs: eight + 10 * MINUTE, endMs: eight + 130 * MINUTE }], [0, 1]);
    expect(span).toEqual({ fromMs: eight, toMs: eight + 180 * MINUTE });
    expect(spanOf([], [5, 9])).toEqual({ fromMs: 5, toMs: 9 });
  });

  it('puts ticks as close as their labels allow', () => {
    const hours = { fromMs: eight, toMs: eight + 600 * MINUTE };
    expect(ticksOf({ ...hours, widthPx: 600 }, 50)).toHaveLength(11);
    expect(ticksOf({ ...hours, widthPx: 300 }, 50)).toHaveLength(6);
    expect(ticksOf({ ...hours, widthPx: 1300 }, 50)).toHaveLength(21);
  });
});
