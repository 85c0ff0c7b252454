import type { StatusIncident } from '@roundsman/api-contract';

export type IncidentState = StatusIncident['state'];
export type Impact = StatusIncident['affected'][number]['impact'];

export const incidentStateWords: Record<IncidentState, string> = {
  investigating: 'Looking for the cause',
  identified: 'Cause known',
  monitoring: 'Watching',
  resolved: 'Over',
};

export const impactWords: Record<Impact, string> = {
  degraded: 'slower',
  partial_outage: 'not for everybody',
  major_outage: 'not at all',
};
