import type { Consequences } from '@roundsman/api-contract';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { type RouteRow, rowAfterMove } from '../timeline/route-row.ts';
import { insertionAt } from '../timeline/segments.ts';
import { DragBadge } from './drag-badge.tsx';
import { type MoveRequest, requestOf } from './move-request.ts';
import { sameTarget } from './move-words.ts';
import {
  type DraggedJob,
  type HitTest,
  type Moves,
  MovesContext,
  type MoveTarget,
  type Pricing,
} from './moves-context.ts';
import { placeAgain, standingOf } from './standing.ts';
import { usePricing } from './use-pricing.ts';

export interface MovesProviderProps {
  rows: readonly RouteRow[];
  /** What the move would do; changes nothing. */
  price: (move: MoveRequest, signal: AbortSignal) => Promise<Consequences>;
  /** Does it, says so and offers the way back. */
  apply: (move: MoveRequest, job: DraggedJob, target: MoveTarget) => Promise<void>;
  allowed: boolean;
  children: ReactNode;
}

const THRESHOLD_PX = 5;

/** Lets jobs be dragged onto timelines below it. Consequences are shown at the pointer before anything is let go; Escape gives up. */
export function MovesProvider({ rows, price, apply, allowed, children }: MovesProviderProps) {
  const [drag, setDrag] = useState<{ job: DraggedJob; x: number; y: number; target: MoveTarget | null } | null>(null);
  const hitTest = useRef<HitTest | null>(null);
  const latest = useRef({ apply });
  latest.current = { apply };
  const pricing = usePricing(drag?.job.jobId ?? null, drag?.target ?? null, price);

  const registerHitTest = useCallback((test: HitTest) => {
    hitTest.current = test;
    return () => {
      if (hitTest.current === test) hitTest.current = null;
    };
  }, []);

  const startDrag = useCallback(
    (event: React.PointerEvent, job: DraggedJob) => {
      if (!allowed || event.button !== 0) return;
      followPointer(event, {
        moved: (x, y) => {
          const target = targetAt(job, hitTest.current, x, y);
          setDrag((before) => ({
            job,
            x,
            y,
            target: before && sameTarget(before.target, target) ? before.target : target,
          }));
        },
        dropped: (x, y) => {
          const target = targetAt(job, hitTest.current, x, y);
          setDrag(null);
          if (target && !isWhereItStands(job, target)) {
            latest.current
              .apply(requestOf(job.jobId, target), job, target)
              .catch((error: unknown) => notifyFailure(`${job.label} was not moved.`, error));
          }
        },
        givenUp: () => setDrag(null),
      });
    },
    [allowed],
  );

  const preview = useMemo(() => (drag ? previewOf(rows, pricing) : null), [drag, rows, pricing]);
  const draggedJobId = drag?.job.jobId ?? null;
  const moves = useMemo<Moves>(
    () => ({ startDrag, draggedJobId, preview, registerHitTest }),
    [startDrag, draggedJobId, preview, registerHitTest],
  );

  return (
    <MovesContext value={moves}>
      {children}
      {drag && <DragBadge x={drag.x} y={drag.y} label={drag.job.label} target={drag.target} pricing={pricing} />}
    </MovesContext>
  );
}

/** The rows that the answer touches, drawn as they would become. */
function previewOf(rows: readonly RouteRow[], pricing: Pricing | null): ReadonlyMap<string, RouteRow> | null {
  if (!pricing?.consequences) return null;
  const byVehicle = new Map(rows.map((row) => [row.vehicleId, row]));
  return new Map(
    pricing.consequences.routes.flatMap((route) => {
      const row = byVehicle.get(route.vehicleId);
      return row ? [[row.key, rowAfterMove(row, route)] as const] : [];
    }),
  );
}

/** Over a row of a timeline, or over an element marked `data-drop="off"`. */
function targetAt(job: DraggedJob, hitTest: HitTest | null, x: number, y: number): MoveTarget | null {
  if (job.from && document.elementFromPoint(x, y)?.closest('[data-drop="off"]')) return { kind: 'off' };
  const hit = hitTest?.(x, y);
  if (!hit?.row.vehicleId) return null;
  const { afterStopId } = insertionAt(hit.row, hit.ms, job.jobId);
  return {
    kind: 'row',
    vehicleId: hit.row.vehicleId,
    rowKey: hit.row.key,
    rowName: hit.row.name,
    afterStopId,
    afterLabel: hit.row.stops.find((stop) => stop.id === afterStopId)?.label ?? null,
  };
}

function isWhereItStands({ from }: DraggedJob, target: MoveTarget): boolean {
  if (!from || target.kind === 'off' || from.row.key !== target.rowKey) return false;
  return placeAgain(standingOf(from.row, from.stopId), from.row.stops) === target.afterStopId;
}

interface PointerStory {
  moved: (x: number, y: number) => void;
  dropped: (x: number, y: number) => void;
  givenUp: () => void;
}

/** From pointer down to pointer up, once it has moved far enough to be meant. */
function followPointer(start: React.PointerEvent, story: PointerStory): void {
  let begun = false;
  const move = (event: PointerEvent) => {
    begun ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > THRESHOLD_PX;
    if (begun) story.moved(event.clientX, event.clientY);
  };
  const end = (event: PointerEvent) => {
    stop();
    if (begun) story.dropped(event.clientX, event.clientY);
  };
  const giveUp = () => {
    stop();
    story.givenUp();
  };
  const key = (event: KeyboardEvent) => event.key === 'Escape' && giveUp();
  const stop = () => {
    removeEventListener('pointermove', move);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', giveUp);
    removeEventListener('keydown', key, true);
  };
  addEventListener('pointermove', move);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', giveUp);
  addEventListener('keydown', key, true);
}
