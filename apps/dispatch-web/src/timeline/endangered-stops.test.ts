import { describe, expect, it } from 'vitest';
import { endangeredStops } from './endangered-stops.ts';
import type { RouteRow, RouteStop } from './route-row.ts';

const stop = (id: string, risk: RouteStop['risk'], lateSeconds: number | null, fill: RouteStop['fill'] = 'planned') =>
  ({ id, risk, lateSeconds, fill }) as RouteStop;
const row = (...stops: RouteStop[]) => ({ key: 'v', stops }) as unknown as RouteRow;
const ids = (...rows: RouteRow[]) => endangeredStops(rows).map(({ stop: { id } }) => id);

describe('stops in danger', () => {
  it('stand in the order of harm: the latest, then the least to spare', () => {
    const rows = [
      row(stop('risk-2', 'at_risk', -300), stop('fine', 'none', -9000), stop('late-4', 'late', 240)),
      row(stop('late-12', 'late', 720), stop('risk-1', 'at_risk', -60)),
    ];
    expect(ids(...rows)).toEqual(['late-12', 'late-4', 'risk-1', 'risk-2']);
  });

  it('leave the list when they are over, however they ended', () => {
    expect(
      ids(row(stop('a', 'late', 60, 'done'), stop('b', 'late', 60, 'failed'), stop('c', 'late', 60, 'arrived'))),
    ).toEqual(['c']);
  });
});
