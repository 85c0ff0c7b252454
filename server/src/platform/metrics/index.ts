export type { Metrics } from './metrics.ts';
export { openMetrics } from './metrics.ts';
export { organisationLabels } from './organisation-label.ts';
