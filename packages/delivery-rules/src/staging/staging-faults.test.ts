import { describe, expect, it } from 'vitest';

import { type FaultCode, isReleasable, type StagedJob, type StagingContext, stagingFaults } from '../index.ts';

const job: StagedJob = {
  merchantId: 'm1',
  referenceId: 'A-1',
  retryOf: null,
  duplicateAllowed: false,
  duplicateKey: 'm1|anna muller|landstrasse 12 9490|2026-11-23',
  serviceDate: '2026-11-23',
  zone: 'Europe/Vaduz',
  windows: [{ from: '08:00', to: '12:00' }],
  serviceSeconds: 600,
  contact: {
    name: 'Anna Müller',
    phoneAsGiven: '237 12 34',
    phone: '+4232371234',
    emailAsGiven: 'anna@example.li',
    email: 'anna@example.li',
  },
  address: {
    asGiven: 'Landstrasse 12, 9490 Vaduz',
    point: { lon: 9.52, lat: 47.14 },
    confidence: 'high',
    reason: null,
  },
  actions: [{ description: 'Sofa', quantity: 1, unitWeightGrams: 60_000, unitVolumeLitres: 1500 }],
  skills: ['assembly'],
  operatorsNeeded: 2,
};

const context: StagingContext = {
  now: new Date('2026-11-23T06:00:00Z'),
  today: '2026-11-23',
  isOpen: (date) => date !== '2026-12-25',
  knownSkills: new Set(['assembly']),
  largestCapacity: { weightGrams: 1_000_000, volumeLitres: 12_000, pieces: null },
  mostOperators: 2,
  existing: [],
};

const twin = {
  id: 'j9',
  code: 'J-AAAAAA',
  key: job.duplicateKey,
  referenceId: null,
  duplicateAllowed: false,
  retryOf: null,
};

type Case = [
  code: FaultCode,
  field: string,
  severity: 'error' | 'warning',
  job: Partial<StagedJob>,
  context?: Partial<StagingContext>,
];

const cases: Case[] = [
  ['name_missing', 'contact.name', 'error', { contact: { ...job.contact, name: ' ' } }],
  ['phone_invalid', 'contact.phone', 'warning', { contact: { ...job.contact, phoneAsGiven: '12', phone: null } }],
  ['email_invalid', 'contact.email', 'warning', { contact: { ...job.contact, emailAsGiven: 'anna@', email: null } }],
  [
    'contact_missing',
    'contact.phone',
    'warning',
    { contact: { ...job.contact, phoneAsGiven: '', phone: null, emailAsGiven: null, email: null } },
  ],
  ['address_missing', 'address', 'error', { address: { asGiven: '', point: null, confidence: null, reason: null } }],
  ['address_not_found', 'address', 'error', { address: { ...job.address, point: null, confidence: 'none' } }],
  ['address_uncertain', 'address', 'warning', { address: { ...job.address, confidence: 'medium' } }],
  ['address_uncertain', 'address', 'error', { address: { ...job.address, confidence: 'low' } }],
  ['service_date_invalid', 'serviceDate', 'error', { serviceDate: '2026-02-30' }],
  ['service_date_past', 'serviceDate', 'error', { serviceDate: '2026-11-22' }],
  ['service_date_closed', 'serviceDate', 'warning', { serviceDate: '2026-12-25' }],
  ['window_invalid', 'windows.0', 'error', { windows: [{ from: '12:00', to: '08:00' }] }],
  ['window_past', 'windows.0', 'error', { windows: [{ from: '05:00', to: '06:30' }] }],
  ['window_too_short', 'windows.0', 'warning', { windows: [{ from: '10:00', to: '10:10' }] }],
  [
    'window_not_that_day',
    'windows.0',
    'error',
    { serviceDate: '2027-03-28', windows: [{ from: '02:10', to: '03:00' }] },
  ],
  ['actions_missing', 'actions', 'error', { actions: [] }],
  ['quantity_invalid', 'actions.0.quantity', 'error', { actions: [{ ...job.actions[0]!, quantity: 0 }] }],
  ['description_missing', 'actions.0.description', 'warning', { actions: [{ ...job.actions[0]!, description: '' }] }],
  ['too_big', 'actions', 'warning', { actions: [{ ...job.actions[0]!, quantity: 9 }] }],
  ['skill_unknown', 'skills', 'warning', { skills: ['gas fitter'] }],
  ['too_many_operators', 'operatorsNeeded', 'warning', { operatorsNeeded: 3 }],
  ['reference_taken', 'referenceId', 'error', {}, { existing: [{ ...twin, referenceId: 'A-1' }] }],
  ['suspected_duplicate', 'duplicate', 'warning', {}, { existing: [twin] }],
];

describe('staging', () => {
  it('finds nothing wrong with a good job', () => {
    expect(stagingFaults(job, context)).toEqual([]);
  });

  it.each(cases)('names %s at %s as %s, and nothing else', (code, field, severity, change, around) => {
    const faults = stagingFaults({ ...job, ...change }, { ...context, ...around });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code, field, severity });
    expect(faults[0]!.message).toMatch(/\.$/);
    expect(faults[0]!.remedy).toMatch(/\.$/);
    expect(isReleasable(faults)).toBe(severity === 'warning');
  });

  it('takes a pin for an answer, whatever the geocoder said', () => {
    const pinned = {
      ...job,
      address: { asGiven: '', point: { lon: 9.5, lat: 47.1 }, confidence: 'pinned', reason: null },
    } as const;
    expect(stagingFaults(pinned, context)).toEqual([]);
  });

  it('leaves a job to be appointed without a date alone, but not its impossible window', () => {
    expect(stagingFaults({ ...job, serviceDate: null }, context)).toEqual([]);
    const windows = [{ from: '9', to: '10:00' }];
    expect(stagingFaults({ ...job, serviceDate: null, windows }, context)).toMatchObject([{ code: 'window_invalid' }]);
  });

  it('suspects no duplicate of a job with another reference of the merchant', () => {
    expect(stagingFaults(job, { ...context, existing: [{ ...twin, referenceId: 'B-7' }] })).toEqual([]);
  });
});
