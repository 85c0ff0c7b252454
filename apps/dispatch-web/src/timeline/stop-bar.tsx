import { timeSpan } from '@roundsman/ui';
import { useMoves } from '../moves/moves-context.ts';
import { BAR_PX, BAR_TOP_PX } from './measures.ts';
import type { RouteRow, RouteStop } from './route-row.ts';
import styles from './stop-bar.module.css';
import { lateWords, stopStateWords } from './stop-words.ts';
import { type TimeScale, xOf } from './time-scale.ts';

interface StopBarProps {
  stop: RouteStop;
  row: RouteRow;
  scale: TimeScale;
  zone: string;
  x: number;
  width: number;
  inkCss: string;
  selected: boolean;
  /** The row is drawn as a move would make it. */
  isPreview: boolean;
  onStop: (stop: RouteStop) => void;
  onOpenJob: (jobId: string) => void;
}

const LEAST_PX = 4;
const NUMBER_LEAST_PX = 17;
/** With less time to spare than this the end of the window is drawn on its own; with more it would only be noise. */
const TIGHT_SECONDS = 30 * 60;

/** One stop: hue = vehicle, fill = state, a flag above = the promise; the window when chosen or tight. */
export function StopBar(props: StopBarProps) {
  const { stop, row, scale, zone, x, width, inkCss, selected, isPreview, onStop, onOpenJob } = props;
  const { startDrag, draggedJobId } = useMoves();
  const bar = Math.max(LEAST_PX, width - 1);
  const { jobId } = stop;
  const canDrag = jobId !== null && stop.kind === 'job' && !stop.started;
  const words = [
    `${stop.number}. ${stop.label}`,
    timeSpan(new Date(stop.serviceStartMs), new Date(stop.departureMs), zone),
    stopStateWords(stop.fill),
    lateWords(stop),
  ].filter(Boolean);

  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no table cells
    <g
      role="gridcell"
      aria-label={words.join(', ')}
      aria-selected={selected}
      className={styles.stop}
      data-fill={stop.fill}
      data-kind={stop.kind}
      data-selected={selected || undefined}
      data-held={jobId !== null && jobId === draggedJobId ? (isPreview ? 'there' : 'here') : undefined}
      onClick={(event) => {
        event.stopPropagation();
        onStop(stop);
      }}
      onDoubleClick={() => jobId && onOpenJob(jobId)}
      onPointerDown={(event) =>
        canDrag && startDrag(event, { jobId, label: stop.label, from: { row, stopId: stop.id } })
      }
    >
      <title>{words.join('\n')}</title>
      {selected && stop.due && <Window scale={scale} window={stop.due} />}
      {!selected && isTight(stop) && stop.due && <Deadline x={xOf(scale, stop.due.toMs)} />}
      <rect className={styles.target} x={x - 1} y={0} width={bar + 2} height={BAR_TOP_PX + BAR_PX + 6} />
      <rect
        className={styles.ground}
        x={x + 0.75}
        y={BAR_TOP_PX + 0.75}
        width={bar - 1.5}
        height={BAR_PX - 1.5}
        rx={3}
      />
      <Fill fill={stop.fill} x={x} width={bar} />
      {bar >= NUMBER_LEAST_PX && stop.kind === 'job' && stop.fill !== 'failed' && (
        <text
          className={styles.number}
          x={x + bar / 2}
          y={BAR_TOP_PX + 13}
          fill={stop.fill === 'done' ? inkCss : 'var(--rm-ink)'}
        >
          {stop.number}
        </text>
      )}
      {selected && (
        <rect className={styles.ring} x={x - 1.5} y={BAR_TOP_PX - 1.5} width={bar + 3} height={BAR_PX + 3} rx={4} />
      )}
      {stop.risk !== 'none' && <Flag risk={stop.risk} x={x + bar / 2} />}
    </g>
  );
}

function isTight(stop: RouteStop): boolean {
  return !stop.started && stop.due !== null && stop.lateSeconds !== null && stop.lateSeconds > -TIGHT_SECONDS;
}

function Fill({ fill, x, width }: { fill: RouteStop['fill']; x: number; width: number }) {
  const share = { on_route: 0.5, arrived: 0.5, partial: 0.75, done: 1, failed: 1 }[fill as string] ?? 0;
  return (
    <>
      {share > 0 && <rect className={styles.fill} x={x} y={BAR_TOP_PX} width={width * share} height={BAR_PX} rx={3} />}
      {fill === 'arrived' && (
        <rect
          className={styles.inner}
          x={x + 3}
          y={BAR_TOP_PX + 3}
          width={Math.max(0, width - 6)}
          height={BAR_PX - 6}
          rx={2}
        />
      )}
      {fill === 'failed' && (
        <path className={styles.cross} d={`M${x + width / 2 - 4} ${BAR_TOP_PX + BAR_PX / 2 - 4}l8 8m0 -8l-8 8`} />
      )}
    </>
  );
}

function Window({ scale, window }: { scale: TimeScale; window: { fromMs: number; toMs: number } }) {
  const from = xOf(scale, window.fromMs);
  const to = xOf(scale, window.toMs);
  const foot = BAR_TOP_PX + BAR_PX + 4;
  return <path className={styles.window} d={`M${from} ${foot - 4}V${foot}H${to}V${foot - 4}`} />;
}

function Deadline({ x }: { x: number }) {
  return <line className={styles.deadline} x1={x} x2={x} y1={BAR_TOP_PX - 3} y2={BAR_TOP_PX + BAR_PX + 3} />;
}

function Flag({ risk, x }: { risk: 'at_risk' | 'late'; x: number }) {
  return <path className={risk === 'late' ? styles.late : styles.atRisk} d={`M${x} 0.5l4.5 6.5h-9z`} />;
}
