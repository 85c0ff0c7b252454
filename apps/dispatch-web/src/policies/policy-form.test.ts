import type { Policies } from '@roundsman/api-contract';
import { expect, it } from 'vitest';
import { formOf, readForm } from './policy-form.ts';

const policies: Policies = {
  promiseWindowSeconds: 7200,
  atRiskWithinSeconds: 600,
  lateAfterSeconds: 900,
  etaUnderSeconds: 1800,
  correctionSeconds: 90,
  quietHours: { from: '21:00', to: '08:00' },
  slotWindows: [
    { from: '08:00', to: '10:00' },
    { from: '16:00', to: '18:30' },
  ],
  slotLeadSeconds: 5400,
  anyStopOrder: false,
  unconfirmedAtDispatch: 'warn',
  apiSkipsStaging: true,
  trackerPrivacy: 'approximate',
};

it('what was decided comes back from the form as it went in, in minutes and hours between', () => {
  const form = formOf(policies);
  expect(form).toMatchObject({ promiseMinutes: 120, correctionMinutes: 1.5, slotLeadHours: 1.5 });
  expect(form.slots).toBe('08:00–10:00, 16:00–18:30');
  expect(readForm(form)).toEqual(policies);
});

it('a form that cannot be read is not sent', () => {
  const form = formOf(policies);
  for (const wrong of [
    { promiseMinutes: '' },
    { slotLeadHours: 'soon' },
    { slots: '' },
    { slots: 'in the morning' },
    { quietFrom: '25:00' },
  ])
    expect([wrong, readForm({ ...form, ...wrong })]).toEqual([wrong, null]);
});
