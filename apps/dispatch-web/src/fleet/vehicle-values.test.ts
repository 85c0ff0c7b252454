import type { Vehicle } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { difference } from '../forms/difference.ts';
import { anotherLike, firstVehicle, nextName } from './new-vehicle.ts';
import { readVehicle, vehicleValues } from './vehicle-values.ts';

const truck: Vehicle = {
  ...{ id: 'v', branchId: 'b', code: 'V-1', name: 'Truck 1', kind: 'Lorry', plate: 'FL 1', drivingProfile: 'truck' },
  dimensions: { lengthCentimeters: 855, widthCentimeters: 255, heightCentimeters: 380, grossMassGrams: 11_990_000 },
  hue: 3,
  capacity: { weightGrams: 5_500_500, volumeLitres: 37_250, pieces: 80 },
  equipment: ['tail_lift'],
  shifts: [{ from: '06:30', to: '16:00' }],
  breaks: [{ earliest: '11:30', latest: '13:00', durationSeconds: 2700 }],
  ...{ startLocationId: 'depot', endLocationId: null, mostJobs: 25, mostLoadings: 2, mostDrivingSeconds: 32_400 },
  ...{ mostJobsPriceMinor: 750, mostDrivingPriceMinor: null },
  drivingBreak: { afterSeconds: 16_200, durationSeconds: 2700 },
  overtime: { afterSeconds: 30_600, perHourMinor: 1250 },
  areas: ['94', '9490'],
  outsideAreasPriceMinor: 2000,
  costs: { fixedMinor: 12_000, perKilometreMinor: 85, perHourMinor: 4650 },
  crew: [{ operatorId: 'o', role: 'driver' }],
  active: true,
};
const values = vehicleValues(truck, 'CHF');
const body = (change: Partial<typeof values>, currency = 'CHF') => readVehicle({ ...values, ...change }, currency).body;

describe('the form of a vehicle', () => {
  it('says what is there in the units that people use', () => {
    expect(values).toMatchObject({
      ...{
        lengthMeters: 8.55,
        heightMeters: 3.8,
        grossTonnes: 11.99,
        kilograms: 5500.5,
        cubicMeters: 37.25,
        pieces: 80,
      },
      ...{ shift: '06:30–16:00', mostDrivingHours: 9, stretchMinutes: 270, restMinutes: 45, overtimeAfterHours: 8.5 },
      ...{
        moreJobsPrice: 7.5,
        moreDrivingPrice: '',
        overtimePerHour: 12.5,
        outsidePrice: 20,
        perDay: 120,
        perKilometer: 0.85,
        perHour: 46.5,
      },
      breaks: [{ key: 0, earliest: '11:30', latest: '13:00', minutes: 45 }],
    });
  });

  it('changes nothing of a vehicle that nobody changed', () => {
    expect(difference<object>(truck, body({})!)).toBeNull();
    const yen = vehicleValues(truck, 'JPY');
    expect(yen.perDay).toBe(12_000);
    expect(difference<object>(truck, readVehicle(yen, 'JPY').body!)).toBeNull();
  });

  it('reads kilograms as grams, cubic metres as litres, metres as centimetres, hours and minutes as seconds', () => {
    expect(body({ kilograms: 1200, cubicMeters: 11.5, heightMeters: 3.2, grossTonnes: 3.5 })).toMatchObject({
      capacity: { weightGrams: 1_200_000, volumeLitres: 11_500 },
      dimensions: { heightCentimeters: 320, grossMassGrams: 3_500_000 },
    });
    expect(body({ mostDrivingHours: 4.5, stretchMinutes: 120, restMinutes: 15 })).toMatchObject({
      mostDrivingSeconds: 16_200,
      drivingBreak: { afterSeconds: 7200, durationSeconds: 900 },
    });
  });

  it('reads money in the smallest unit of its currency', () => {
    const typed = { perDay: 60, perKilometer: 0.62, perHour: 42, overtimePerHour: 10 };
    expect(body(typed)).toMatchObject({
      costs: { fixedMinor: 6000, perKilometreMinor: 62, perHourMinor: 4200 },
      overtime: { perHourMinor: 1000 },
    });
    expect(body({ ...typed, perKilometer: 62 }, 'JPY')?.costs).toEqual({
      ...{ fixedMinor: 60, perKilometreMinor: 62, perHourMinor: 42 },
    });
  });

  it('leaves the colour of a new vehicle to the platform, until one is chosen', () => {
    const first = firstVehicle('b', [{ id: 'depot', branchId: 'b', kind: 'depot' }], [], 'CHF');
    expect(readVehicle(first, 'CHF').body).not.toHaveProperty('hue');
    expect(readVehicle({ ...first, hue: 7 }, 'CHF').body).toMatchObject({ hue: 7 });
    expect(anotherLike({ ...first, hue: 7 }, []).hue).toBeNull();
  });

  it('takes an empty field as no limit, no rest, no overtime, no price', () => {
    expect(
      body({
        ...{ pieces: '', mostJobs: '', mostDrivingHours: '', stretchMinutes: '', restMinutes: '' },
        ...{ overtimeAfterHours: '', overtimePerHour: '', outsidePrice: '', heightMeters: '', plate: ' ' },
      }),
    ).toMatchObject({
      capacity: { pieces: 1_000_000 },
      ...{ mostJobs: null, mostDrivingSeconds: null, drivingBreak: null, overtime: null, plate: null },
      ...{ outsideAreasPriceMinor: null, dimensions: { heightCentimeters: null } },
    });
    expect(vehicleValues({ ...truck, capacity: { ...truck.capacity, pieces: 1_000_000 } }, 'CHF').pieces).toBe('');
  });

  it('says which field is wrong, by the name that the API gives it', () => {
    const { body: none, faults } = readVehicle(
      {
        ...values,
        ...{
          name: ' ',
          startLocationId: null,
          kilograms: '',
          shift: '17:00–07:00',
          restMinutes: '',
          overtimePerHour: '',
        },
        breaks: [{ key: 0, earliest: '13:00', latest: '11:00', minutes: 30 }],
      },
      'CHF',
    );
    expect(none).toBeNull();
    expect(Object.keys(faults).sort()).toEqual(
      ['breaks', 'capacity.weightGrams', 'drivingBreak', 'name', 'overtime', 'shifts', 'startLocationId'].sort(),
    );
  });

  it('leaves hours that differ by the day as the calendar has them, be they none or more than a form takes', () => {
    const five = ['06:00', '07:00', '08:00', '09:00', '10:00'].map((from) => ({ from, to: '17:00' }));
    for (const shifts of [[], five]) {
      const vehicle = { ...truck, shifts };
      expect(readVehicle(vehicleValues(vehicle, 'CHF'), 'CHF', vehicle).body?.shifts).toEqual(shifts);
    }
    expect(readVehicle({ ...values, shift: '' }, 'CHF', truck).faults).toHaveProperty('shifts');
  });
});

describe('a new vehicle', () => {
  const places = [
    { id: 'store', branchId: 'b', kind: 'store' },
    { id: 'depot', branchId: 'b', kind: 'depot' },
    { id: 'far', branchId: 'c', kind: 'depot' },
  ] as const;

  it('can be planned with as it is suggested, from the first depot of its branch', () => {
    const { body: first, faults } = readVehicle(firstVehicle('b', places, [], 'CHF'), 'CHF');
    expect(faults).toEqual({});
    expect(first).toMatchObject({
      ...{ name: 'Vehicle 1', startLocationId: 'depot', endLocationId: 'depot' },
      capacity: { weightGrams: 1_000_000, volumeLitres: 10_000, pieces: 1_000_000 },
      costs: { fixedMinor: 6000, perKilometreMinor: 60, perHourMinor: 4000 },
    });
  });

  it('asks for a place where there is none', () => {
    expect(Object.keys(readVehicle(firstVehicle('b', [], [], 'CHF'), 'CHF').faults)).toEqual(['startLocationId']);
  });

  it('like another has all of it but its name, plate, colour and people', () => {
    const { name, plate, hue, crew, ...rest } = anotherLike(values, ['Truck 1', 'Truck 2']);
    expect({ name, plate, hue, crew }).toEqual({ name: 'Truck 3', plate: '', hue: null, crew: [] });
    expect(values).toMatchObject(rest);
  });

  it('has the next name that is free', () => {
    expect(nextName('Truck', ['Truck'])).toBe('Truck 2');
    expect(nextName('Truck 09', ['Truck 09', 'Truck 10'])).toBe('Truck 11');
    expect(nextName('Van', [])).toBe('Van');
    expect(nextName('7', ['7'])).toBe('8');
  });
});
