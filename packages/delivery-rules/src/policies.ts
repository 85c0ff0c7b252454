import type { Seconds } from '@roundsman/units';

/** What an organisation decides once; the database keeps only its departures from `DEFAULT_POLICIES`. */
export interface OrganisationPolicies {
  /** A crew may leave for any stop, not only the next. */
  readonly anyStopOrder: boolean;
  /** What happens at dispatch to jobs whose customer has not confirmed. */
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
  readonly keepPositionsDays: number;
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
  keepPositionsDays: 60,
};

export const policiesOf = (departures: Partial<OrganisationPolicies>): OrganisationPolicies => ({
  ...DEFAULT_POLICIES,
  ...departures,
});
