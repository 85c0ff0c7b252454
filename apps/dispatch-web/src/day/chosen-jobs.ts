import type { Job } from '@roundsman/api-contract';
import type { RouteRow, RouteStop } from '../timeline/route-row.ts';

export interface PlacedJob {
  jobId: string;
  row: RouteRow;
  stop: RouteStop;
}

/** What was chosen together, by what can still be done with it. */
export interface ChosenJobs {
  /** On a vehicle and not begun: can be taken off. */
  placed: PlacedJob[];
  unplaced: Job[];
  /** Under way or over: can only be looked at. */
  begun: number;
  vehicles: number;
}

export function sortChosen(
  chosen: ReadonlySet<string>,
  rows: readonly RouteRow[],
  unplacedJobs: readonly Job[],
): ChosenJobs {
  const onRows = rows.flatMap((row) =>
    row.stops.flatMap((stop) =>
      stop.jobId !== null && stop.kind === 'job' && chosen.has(stop.jobId) ? [{ jobId: stop.jobId, row, stop }] : [],
    ),
  );
  const placed = onRows.filter(({ stop }) => !stop.started);
  return {
    placed,
    unplaced: unplacedJobs.filter((job) => chosen.has(job.id)),
    begun: onRows.length - placed.length,
    vehicles: new Set(placed.map(({ row }) => row.key)).size,
  };
}

/** "14 chosen: 12 on 3 vehicles, 2 unplaced". */
export function chosenWords({ placed, unplaced, begun, vehicles }: ChosenJobs): string {
  const parts = [
    placed.length > 0 && `${placed.length} on ${vehicles === 1 ? 'one vehicle' : `${vehicles} vehicles`}`,
    unplaced.length > 0 && `${unplaced.length} unplaced`,
    begun > 0 && `${begun} begun or over`,
  ].filter(Boolean);
  return `${placed.length + unplaced.length + begun} chosen: ${parts.join(', ')}`;
}
