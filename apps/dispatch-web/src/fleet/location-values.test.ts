import type { Location } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { difference } from '../forms/difference.ts';
import { firstLocation, locationValues, readLocation } from './location-values.ts';

const depot: Location = {
  ...{
    id: 'l',
    branchId: 'b',
    code: 'L-1',
    name: 'Depot',
    kind: 'depot',
    addressLine: 'Im Alten Riet 125, 9494 Schaan',
  },
  point: { lon: 9.5135, lat: 47.177 },
  opening: [{ from: '05:30', to: '20:30' }],
  ...{ dockSlots: 4, loadSeconds: 1350, dockPriceMinor: 1050 },
};
const values = locationValues(depot, 'CHF');

describe('the form of a place', () => {
  it('says minutes and money as people do, and changes nothing that nobody changed', () => {
    expect(values).toMatchObject({ opening: '05:30–20:30', docks: 4, loadMinutes: 22.5, price: 10.5 });
    expect(difference<object>(depot, readLocation(values, 'CHF').body!)).toBeNull();
  });

  it('sends and takes back what differs, and no more', () => {
    const { body } = readLocation({ ...values, kind: 'store', loadMinutes: 10 }, 'CHF');
    expect(difference<object>(depot, body!)).toEqual({
      change: { kind: 'store', loadSeconds: 600 },
      back: { kind: 'depot', loadSeconds: 1350 },
    });
  });

  it('takes empty fields as always open, no limit of docks and no price', () => {
    expect(readLocation({ ...values, opening: '', docks: '', price: '' }, 'CHF').body).toMatchObject({
      ...{ opening: [], dockSlots: 0, dockPriceMinor: null },
    });
  });

  it('asks for a name and an address, and for a pin where the address is none that is known', () => {
    const { body, faults } = readLocation(firstLocation('b'), 'CHF');
    expect(body).toBeNull();
    expect(Object.keys(faults)).toEqual(['name', 'addressLine']);
    const unknown = { ...firstLocation('b'), name: 'Hub', addressLine: 'Behind the mill' };
    expect(Object.keys(readLocation(unknown, 'CHF').faults)).toEqual(['point']);
    expect(Object.keys(readLocation({ ...values, opening: 'at nine', loadMinutes: '' }, 'CHF').faults)).toEqual([
      ...['opening', 'loadSeconds'],
    ]);
  });
});
