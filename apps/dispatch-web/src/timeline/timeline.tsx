import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMoves } from '../moves/moves-context.ts';
import type { Selection } from '../selection/selection.ts';
import { AXIS_PX, LABEL_PX, ROW_PX } from './measures.ts';
import { NowLine } from './now-line.tsx';
import type { RouteRow, RouteStop } from './route-row.ts';
import { TimeAxis } from './time-axis.tsx';
import { msAt, spanOf, type TimeScale, xOf } from './time-scale.ts';
import styles from './timeline.module.css';
import { TimelineRow } from './timeline-row.tsx';
import { TimelineZoom } from './timeline-zoom.tsx';
import { useTimelineKeys } from './use-timeline-keys.ts';
import { useVisibleRows } from './use-visible-rows.ts';

export interface TimelineProps {
  rows: readonly RouteRow[];
  zone: string;
  /** Shown when no row does anything, epoch milliseconds. */
  emptySpan: [number, number];
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
  onOpenJob: (jobId: string) => void;
  /** By double click on a row's name, or Enter; absent where rows have nothing of their own to show. */
  onOpenRow?: (row: RouteRow) => void;
  /** Under the vehicle's name. */
  detailOf?: (row: RouteRow) => ReactNode;
  /** Plans of another day have no now. */
  showNow: boolean;
  label: string;
}

/** A day as rows of bars: one row a vehicle, one bar a stop, time to the right. */
export function Timeline(props: TimelineProps) {
  const { rows, zone, emptySpan, selection, onSelect, onOpenJob, onOpenRow, detailOf, showNow, label } = props;
  const box = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const visible = useVisibleRows(box, rows.length, ROW_PX);
  const { preview } = useMoves();

  const span = useMemo(
    () =>
      spanOf(
        rows.filter((row) => row.stops.length > 0),
        emptySpan,
      ),
    [rows, emptySpan],
  );
  const widthPx = Math.max(0, visible.widthPx - LABEL_PX) * zoom;
  const scale = useMemo<TimeScale>(() => ({ ...span, widthPx }), [span, widthPx]);

  useHitTest(box, rows, scale);
  useScrollToSelection(box, rows, scale, selection);
  const onKeyDown = useTimelineKeys({ rows, selection, onSelect, onOpenJob, onOpenRow });

  const onStop = useCallback(
    (stop: RouteStop) => onSelect(stop.jobId ? { kind: 'job', id: stop.jobId } : { kind: 'stop', id: stop.id }),
    [onSelect],
  );

  return (
    <div className={styles.frame}>
      <TimelineZoom zoom={zoom} onZoom={setZoom} />
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot be virtualised and drawn as bars */}
      <div
        ref={box}
        className={styles.box}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.content} style={{ width: LABEL_PX + widthPx, height: AXIS_PX + rows.length * ROW_PX }}>
          <TimeAxis scale={scale} zone={zone} />
          {rows.slice(visible.from, visible.to).map((row, index) => (
            <TimelineRow
              key={row.key}
              row={preview?.get(row.key) ?? row}
              isPreview={preview?.has(row.key) ?? false}
              index={visible.from + index}
              scale={scale}
              zone={zone}
              detail={detailOf?.(row)}
              selection={selectionIn(row, selection)}
              onSelectRow={onSelect}
              onStop={onStop}
              onOpenJob={onOpenJob}
              onOpenRow={onOpenRow}
            />
          ))}
          {showNow && <NowLine scale={scale} zone={zone} />}
        </div>
      </div>
    </div>
  );
}

/** The selection when it concerns the row; null keeps an untouched row from being drawn again. */
function selectionIn(row: RouteRow, selection: Selection | null): Selection | null {
  if (!selection) return null;
  const concerns =
    selection.id === row.vehicleId ||
    selection.id === row.itineraryId ||
    row.stops.some((stop) => stop.id === selection.id || stop.jobId === selection.id);
  return concerns ? selection : null;
}

/** Lets a dragged job find the row and the time under the pointer. */
function useHitTest(box: React.RefObject<HTMLDivElement | null>, rows: readonly RouteRow[], scale: TimeScale): void {
  const { registerHitTest } = useMoves();
  useEffect(
    () =>
      registerHitTest((clientX, clientY) => {
        const element = box.current;
        const area = element?.getBoundingClientRect();
        if (!element || !area) return null;
        const inside =
          clientX >= area.left && clientX < area.right && clientY >= area.top + AXIS_PX && clientY < area.bottom;
        const row = inside ? rows[Math.floor((clientY - area.top - AXIS_PX + element.scrollTop) / ROW_PX)] : undefined;
        return row ? { row, ms: msAt(scale, clientX - area.left - LABEL_PX + element.scrollLeft) } : null;
      }),
    [registerHitTest, box, rows, scale],
  );
}

/** What is selected elsewhere comes into sight here; live changes never scroll. */
function useScrollToSelection(
  box: React.RefObject<HTMLDivElement | null>,
  rows: readonly RouteRow[],
  scale: TimeScale,
  selection: Selection | null,
): void {
  const latest = useRef({ rows, scale });
  latest.current = { rows, scale };
  const ready = scale.widthPx > 0 && rows.length > 0;
  useEffect(() => {
    const element = box.current;
    if (!element || !ready || !selection) return;
    const index = latest.current.rows.findIndex((row) => selectionIn(row, selection) !== null);
    const row = latest.current.rows[index];
    if (!row) return;
    const top = index * ROW_PX;
    const height = element.clientHeight - AXIS_PX;
    if (top < element.scrollTop || top + ROW_PX > element.scrollTop + height) {
      element.scrollTop = top - (height - ROW_PX) / 2;
    }
    const stop = row.stops.find((one) => one.id === selection.id || one.jobId === selection.id);
    if (!stop) return;
    const x = xOf(latest.current.scale, stop.serviceStartMs);
    const width = element.clientWidth - LABEL_PX;
    if (x < element.scrollLeft || x > element.scrollLeft + width - 24) element.scrollLeft = x - width / 2;
  }, [box, selection, ready]);
}
