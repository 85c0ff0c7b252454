import type { Consequences } from '@roundsman/api-contract';
import { createContext, type PointerEvent, useContext } from 'react';
import type { RouteRow } from '../timeline/route-row.ts';

/** A job taken up by the pointer. */
export interface DraggedJob {
  jobId: string;
  label: string;
  /** Where it stands now; null when it stands nowhere. */
  from: { row: RouteRow; stopId: string } | null;
}

/** Where a job would go: behind a stop of a row, first in it, or off every row. */
export type MoveTarget =
  | {
      kind: 'row';
      vehicleId: string;
      rowKey: string;
      rowName: string;
      afterStopId: string | null;
      afterLabel: string | null;
    }
  | { kind: 'off' };

/** What the server says about a target; the answer before stays until the next one comes. */
export interface Pricing {
  target: MoveTarget;
  consequences: Consequences | null;
  error: unknown;
}

export type HitTest = (clientX: number, clientY: number) => { row: RouteRow; ms: number } | null;

export interface Moves {
  startDrag: (event: PointerEvent, job: DraggedJob) => void;
  draggedJobId: string | null;
  /** Rows as the move under way would make them, by row key. */
  preview: ReadonlyMap<string, RouteRow> | null;
  registerHitTest: (test: HitTest) => () => void;
}

export const MovesContext = createContext<Moves>({
  startDrag: () => undefined,
  draggedJobId: null,
  preview: null,
  registerHitTest: () => () => undefined,
});

/** Dragging jobs between rows; does nothing where no `<MovesProvider>` stands around. */
export function useMoves(): Moves {
  return useContext(MovesContext);
}
