import { type RouteClause, type Violation, workStops } from './violation.ts';

/** A shipment is on board before it is delivered. */
export const precedence: RouteClause = ({ route }) => {
  const violations: Violation[] = [];
  const onBoard = new Set<string>();
  for (const stop of workStops(route)) {
    if (stop.kind === 'shipment_pickup') onBoard.add(stop.jobId!);
    if (stop.kind === 'shipment_delivery' && !onBoard.has(stop.jobId!)) {
      violations.push({ rule: 'precedence', jobId: stop.jobId!, detail: 'Delivered before its pickup.' });
    }
  }
  return violations;
};
