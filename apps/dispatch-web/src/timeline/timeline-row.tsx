import { timeSpan, vehicleHue } from '@roundsman/ui';
import { memo, type ReactNode, useMemo } from 'react';
import type { Selection } from '../selection/selection.ts';
import { LoadBar } from './load-bar.tsx';
import { AXIS_PX, BAR_PX, BAR_TOP_PX, LABEL_PX, ROW_PX } from './measures.ts';
import type { RouteRow, RouteStop } from './route-row.ts';
import { segmentsOf } from './segments.ts';
import { StopBar } from './stop-bar.tsx';
import { type TimeScale, xOf } from './time-scale.ts';
import styles from './timeline-row.module.css';

export interface TimelineRowProps {
  row: RouteRow;
  /** Drawn as a move would make it. */
  isPreview: boolean;
  index: number;
  scale: TimeScale;
  zone: string;
  detail: ReactNode;
  selection: Selection | null;
  onSelectRow: (selection: Selection) => void;
  onStop: (stop: RouteStop) => void;
  onOpenJob: (jobId: string) => void;
  onOpenRow: ((row: RouteRow) => void) | undefined;
}

export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, isPreview, index, scale, zone, detail, selection, onSelectRow, onStop, onOpenJob, onOpenRow } = props;
  const segments = useMemo(() => segmentsOf(row), [row]);
  const hue = vehicleHue(row.hue);
  const self: Selection | null = row.vehicleId
    ? { kind: 'vehicle', id: row.vehicleId }
    : row.itineraryId
      ? { kind: 'itinerary', id: row.itineraryId }
      : null;
  const middle = BAR_TOP_PX + BAR_PX / 2;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot be virtualised and drawn as bars
    <div
      role="row"
      aria-rowindex={index + 1}
      className={styles.row}
      data-selected={selection !== null || undefined}
      data-preview={isPreview || undefined}
      style={{ top: AXIS_PX + index * ROW_PX, height: ROW_PX, color: hue.css }}
      tabIndex={-1}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowheader" tabIndex={-1} className={styles.header} style={{ width: LABEL_PX }}>
        <button
          type="button"
          tabIndex={-1}
          className={styles.name}
          onClick={() => self && onSelectRow(self)}
          onDoubleClick={() => onOpenRow?.(row)}
        >
          <span className={styles.hue} />
          <span className={styles.words}>{row.name}</span>
          <span className={styles.detail}>{detail}</span>
        </button>
      </div>
      <svg className={styles.lane} width={scale.widthPx} height={ROW_PX} style={{ left: LABEL_PX }} role="presentation">
        {segments.map((segment) => {
          const x = xOf(scale, segment.fromMs);
          const width = xOf(scale, segment.toMs) - x;
          if (segment.kind === 'drive' || segment.kind === 'wait') {
            return (
              <line
                key={`${segment.kind}-${segment.fromMs}`}
                className={segment.kind === 'drive' ? styles.drive : styles.wait}
                x1={x}
                x2={x + width}
                y1={middle}
                y2={middle}
              />
            );
          }
          if (segment.kind === 'loading') {
            return (
              <rect key="loading" className={styles.loading} x={x} width={width} y={BAR_TOP_PX} height={BAR_PX} rx={3}>
                <title>{`Loads ${timeSpan(new Date(segment.fromMs), new Date(segment.toMs), zone)}`}</title>
              </rect>
            );
          }
          const stop = segment.stop as RouteStop;
          return (
            <StopBar
              key={stop.id}
              stop={stop}
              scale={scale}
              zone={zone}
              x={x}
              width={width}
              inkCss={hue.inkCss}
              row={row}
              isPreview={isPreview}
              selected={selection !== null && (selection.id === stop.id || selection.id === stop.jobId)}
              onStop={onStop}
              onOpenJob={onOpenJob}
            />
          );
        })}
        <LoadBar row={row} scale={scale} />
      </svg>
    </div>
  );
});
