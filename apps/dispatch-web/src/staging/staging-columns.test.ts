import type { Job } from '@roundsman/api-contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOf, inversePatch, readWindows, type StagingColumn, stagingColumns } from './staging-columns.ts';

const line = {
  id: 'a1',
  kind: 'delivery' as const,
  description: 'Sofa',
  quantity: 1,
  unitWeightGrams: 48_000,
  unitVolumeLitres: 1800,
  handleSeconds: 300,
  barcode: null,
  orderNumber: null,
  fromLocationId: null,
  toLocationId: null,
  state: 'undetermined' as const,
  quantities: { completed: 0, refused: 0, damaged: 0, missing: 0 },
  reason: null,
};

const job = {
  id: 'j1',
  referenceId: 'R-1',
  contact: { name: 'Meier', phone: '+423 1', email: null, language: 'de' },
  address: {
    given: { street: 'Landstrasse', houseNumber: '12', postcode: '9490', city: 'Vaduz', country: 'LI' },
    point: { lon: 9.5, lat: 47.1 },
  },
  serviceDate: '2026-11-23',
  windows: [{ from: '08:00', to: '12:00' }],
  skills: [],
  operatorsNeeded: 1,
  actions: [line],
  faults: [] as Job['faults'],
} as unknown as Job;

const column = (key: string) => stagingColumns.find((one) => one.key === key) as StagingColumn;
const typed = (key: string, text: string, into = job) => column(key).write?.(into, text);

describe('windows as people type them', () => {
  it('are read with or without minutes, with any dash', () => {
    expect(readWindows('8-12')).toEqual([{ from: '08:00', to: '12:00' }]);
    expect(readWindows('08:00–12:00, 13:30—15:00')).toEqual([
      { from: '08:00', to: '12:00' },
      { from: '13:30', to: '15:00' },
    ]);
    expect(readWindows('22:00–25:00')).toEqual([{ from: '22:00', to: '25:00' }]);
  });

  it('are any time when the cell is empty, and refused when they are no windows', () => {
    expect(readWindows('  ')).toEqual([]);
    expect(readWindows('morning')).toBeNull();
    expect(readWindows('8-12, soon')).toBeNull();
  });

  it('come back as they are shown', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 0, max: 59 }))
      .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.record({ from: clock, to: clock }), { maxLength: 4 }), (windows) => {
        expect(readWindows(column('windows').read({ ...job, windows }))).toEqual(windows);
      }),
    );
  });
});

describe('typing into a cell', () => {
  it('changes its own part and keeps what stands beside it', () => {
    expect(typed('phone', '+423 2')).toEqual({ patch: { contact: { ...job.contact, phone: '+423 2' } } });
    expect(typed('houseNumber', '14')).toEqual({ patch: { address: { ...job.address.given, houseNumber: '14' } } });
  });

  it('sets quantity and words of the only line, and keeps its weight', () => {
    expect(typed('what', '3 × Chair')).toMatchObject({
      patch: { actions: [{ quantity: 3, description: 'Chair', unitWeightGrams: 48_000 }] },
    });
    expect(typed('what', 'Armchair')).toMatchObject({ patch: { actions: [{ quantity: 1, description: 'Armchair' }] } });
  });

  it('does not squeeze several lines into one cell', () => {
    expect(typed('what', 'Chair', { ...job, actions: [line, { ...line, id: 'a2' }] })).toHaveProperty('wrong');
  });

  it('can be taken back', () => {
    for (const { key, write } of stagingColumns) {
      const change = write?.(job, key === 'people' ? '2' : key === 'windows' ? '9-10' : 'x');
      if (!change || !('patch' in change)) throw new Error(`${key} was refused`);
      expect(Object.keys(inversePatch(job, change.patch))).toEqual(Object.keys(change.patch));
    }
    expect(inversePatch(job, { referenceId: 'R-2' })).toEqual({ referenceId: 'R-1' });
  });
});

describe('a fault', () => {
  const faulty = (field: string) => ({
    ...job,
    faults: [{ field, code: 'c', message: 'm', remedy: null, severity: 'error' as const }],
  });
  const shownIn = (field: string) =>
    stagingColumns.filter((one) => faultsOf(one, faulty(field)).length > 0).map(({ key }) => key);

  it('is shown in exactly the cell it belongs to', () => {
    expect(shownIn('address')).toEqual(['street']);
    expect(shownIn('windows.1')).toEqual(['windows']);
    expect(shownIn('contact.phone')).toEqual(['phone']);
    expect(shownIn('actions.0.quantity')).toEqual(['what']);
    expect(shownIn('duplicate')).toEqual(['reference']);
    expect(shownIn('address.city')).toEqual(['city']);
  });
});
