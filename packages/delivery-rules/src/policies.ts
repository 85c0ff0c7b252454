import type { Seconds } from '@roundsman/units';

/** What an organisation decides once; the database keeps only its departures from `DEFAULT_POLICIES`. */
export interface OrganisationPolicies {
  /** A crew may leave for any stop, not only the next. */
  readonly anyStopOrder: boolean;
  /** What happens at dispatch to jobs whose customer was asked and has not confirmed. */
  readonly unconfirmedAtDispatch: 'allow' | 'warn' | 'block' | 'drop';
  /** Jobs created through the API are released at once. */
  readonly apiSkipsStaging: boolean;
  /** Width of the window promised around a planned arrival. */
  readonly promiseWindowSeconds: Seconds;
  /** Outcome messages wait this long for a correction. */
  readonly correctionSeconds: Seconds;
  /** Later than its promise by more: late. */
  readonly lateAfterSeconds: Seconds;
  /** Expected this close to the end of its promise, or after: at risk. */
  readonly atRiskWithinSeconds: Seconds;
  readonly etaUnderSeconds: Seconds;
  /** Local time in the customer's zone; all but day-of service waits. */
  readonly quietHours: { readonly from: string; readonly to: string };
  /** Windows that slots are offered in, on the wall clock. */
  readonly slotWindows: readonly { readonly from: string; readonly to: string }[];
  /** A slot is offered no later than this before it begins. */
  readonly slotLeadSeconds: Seconds;
}

export const DEFAULT_POLICIES: OrganisationPolicies = {
  anyStopOrder: false,
  unconfirmedAtDispatch: 'warn',
  apiSkipsStaging: false,
  promiseWindowSeconds: 7200,
  correctionSeconds: 180,
  lateAfterSeconds: 900,
  atRiskWithinSeconds: 600,
  etaUnderSeconds: 1800,
  quietHours: { from: '21:00', to: '08:00' },
  slotWindows: [
    { from: '08:00', to: '10:00' },
    { from: '10:00', to: '12:00' },
    { from: '12:00', to: '14:00' },
    { from: '14:00', to: '16:00' },
    { from: '16:00', to: '18:00' },
  ],
  slotLeadSeconds: 3600,
};

export const policiesOf = (departures: Partial<OrganisationPolicies>): OrganisationPolicies => ({
  ...DEFAULT_POLICIES,
  ...departures,
});
