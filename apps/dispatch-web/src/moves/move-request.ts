import type { MoveTarget } from './moves-context.ts';

/** The wire's words for a move. */
export interface MoveRequest {
  jobId: string;
  vehicleId: string | null;
  afterStopId: string | null;
}

export const requestOf = (jobId: string, target: MoveTarget): MoveRequest =>
  target.kind === 'off'
    ? { jobId, vehicleId: null, afterStopId: null }
    : { jobId, vehicleId: target.vehicleId, afterStopId: target.afterStopId };
