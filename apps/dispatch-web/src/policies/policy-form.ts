import type { Policies } from '@roundsman/api-contract';
import { readWindows } from '../staging/staging-columns.ts';

/** The form as people fill it in: minutes and hours as numbers or what was typed, windows as text. */
export interface PolicyForm {
  promiseMinutes: number | string;
  atRiskMinutes: number | string;
  lateMinutes: number | string;
  nearMinutes: number | string;
  correctionMinutes: number | string;
  quietFrom: string;
  quietTo: string;
  slots: string;
  slotLeadHours: number | string;
  anyStopOrder: boolean;
  unconfirmed: Policies['unconfirmedAtDispatch'];
  apiSkipsStaging: boolean;
  trackerPrivacy: Policies['trackerPrivacy'];
}

export const formOf = (policies: Policies): PolicyForm => ({
  promiseMinutes: policies.promiseWindowSeconds / 60,
  atRiskMinutes: policies.atRiskWithinSeconds / 60,
  lateMinutes: policies.lateAfterSeconds / 60,
  nearMinutes: policies.etaUnderSeconds / 60,
  correctionMinutes: policies.correctionSeconds / 60,
  quietFrom: policies.quietHours.from,
  quietTo: policies.quietHours.to,
  slots: policies.slotWindows.map(({ from, to }) => `${from}–${to}`).join(', '),
  slotLeadHours: policies.slotLeadSeconds / 3600,
  anyStopOrder: policies.anyStopOrder,
  unconfirmed: policies.unconfirmedAtDispatch,
  apiSkipsStaging: policies.apiSkipsStaging,
  trackerPrivacy: policies.trackerPrivacy,
});

/** What is sent; null when something of it cannot be read. */
export function readForm(form: PolicyForm): Policies | null {
  const slotWindows = readWindows(form.slots);
  const numbers = [
    secondsOf(form.promiseMinutes, 60),
    secondsOf(form.atRiskMinutes, 60),
    secondsOf(form.lateMinutes, 60),
    secondsOf(form.nearMinutes, 60),
    secondsOf(form.correctionMinutes, 60),
    secondsOf(form.slotLeadHours, 3600),
  ] as const;
  const [promise, atRisk, late, near, correction, lead] = numbers;
  if (!slotWindows || slotWindows.length === 0 || !isTime(form.quietFrom) || !isTime(form.quietTo)) return null;
  if (promise === null || atRisk === null || late === null || near === null || correction === null || lead === null)
    return null;
  return {
    promiseWindowSeconds: promise,
    atRiskWithinSeconds: atRisk,
    lateAfterSeconds: late,
    etaUnderSeconds: near,
    correctionSeconds: correction,
    quietHours: { from: form.quietFrom, to: form.quietTo },
    slotWindows,
    slotLeadSeconds: lead,
    anyStopOrder: form.anyStopOrder,
    unconfirmedAtDispatch: form.unconfirmed,
    apiSkipsStaging: form.apiSkipsStaging,
    trackerPrivacy: form.trackerPrivacy,
  };
}

const isTime = (text: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

function secondsOf(typed: number | string, unit: number): number | null {
  const number = typeof typed === 'number' ? typed : typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(number) ? Math.round(number * unit) : null;
}
