import { overlappingWindow } from '@roundsman/delivery-rules';
import { describe, expect, it } from 'vitest';
import { VehicleCalendar } from './calendars.ts';
import { fleetEndpoints } from './fleet.ts';

const window = (from: string, to: string) => ({ from, to });
const faultsOf = (shifts: object[]) =>
  fleetEndpoints.updateVehicle.body!.safeParse({ shifts }).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the shifts of a vehicle', () => {
  it('follow one another; the one that begins too early is named', () => {
    expect(faultsOf([window('06:00', '12:00'), window('12:00', '18:00')])).toEqual([]);
    expect(faultsOf([window('12:00', '18:00'), window('06:00', '12:30')])).toEqual(['shifts.0.from']);
    expect(faultsOf([window('06:00', '18:00'), window('08:00', '09:00')])).toEqual(['shifts.1.from']);
    expect(faultsOf([window('06:00', '18:00'), window('06:00', '18:00')])).toEqual(['shifts.1.from']);
  });

  it('may pass midnight, but not into those of the next day, from Sunday into Monday either', () => {
    const night = (weekday: number) => ({ weekday, ...window('20:00', '30:00') });
    const early = (weekday: number) => ({ weekday, ...window('05:00', '09:00') });
    expect(overlappingWindow([night(1), night(2), night(7)])).toBeNull();
    expect(overlappingWindow([night(1), early(2)])).toBe(1);
    expect(overlappingWindow([early(1), night(7)])).toBe(0);
  });

  it('are looked at by date as well', () => {
    const day = (date: string) => ({ date, ...window('20:00', '26:00') });
    const calendar = (days: object[]) => VehicleCalendar.safeParse({ week: [], days, outages: [] }).success;
    expect(calendar([day('2027-03-10'), day('2027-03-11')])).toBe(true);
    expect(calendar([day('2027-03-10'), { date: '2027-03-11', ...window('01:00', '05:00') }])).toBe(false);
  });
});
