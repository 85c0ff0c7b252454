import type { ReactNode } from 'react';
import styles from './state-mark.module.css';

/**
 * How far a visit is, by the fill of one small circle: dotted (not released), hollow (planned), half (on route), ringed
 * (at the door), full (done), three quarters (done in part), crossed (not done), struck (cancelled).
 */
export type StateFill = 'draft' | 'planned' | 'on_route' | 'arrived' | 'done' | 'partial' | 'failed' | 'cancelled';

const fillOfJobState: Record<string, StateFill> = {
  staging: 'draft',
  new: 'draft',
  scheduled: 'planned',
  dispatched: 'planned',
  on_route: 'on_route',
  arrived: 'arrived',
  completed: 'done',
  partially_completed: 'partial',
  incomplete: 'failed',
  damaged: 'failed',
  cancelled: 'cancelled',
};

/** The mark for a state of a job as the APIs name it; a state not known here is drawn as a draft. */
export function stateFill(jobState: string): StateFill {
  return fillOfJobState[jobState] ?? 'draft';
}

export interface StateMarkProps {
  fill: StateFill;
  /** Always said; `hideLabel` leaves it to screen readers where the word stands beside already. */
  label: string;
  hideLabel?: boolean;
  /** The vehicle's hue (`vehicleHue(i).css`); else the colour of the text. */
  color?: string;
  sizePx?: number;
}

export function StateMark({ fill, label, hideLabel = false, color, sizePx = 12 }: StateMarkProps) {
  return (
    <span className={styles.mark}>
      <svg viewBox="0 0 12 12" width={sizePx} height={sizePx} aria-hidden="true" style={{ color }}>
        {shapes[fill]}
      </svg>
      <span className={hideLabel ? styles.hidden : undefined}>{label}</span>
    </span>
  );
}

const ring = <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="6" cy="6" r="5.5" fill="currentColor" />;

const shapes: Record<StateFill, ReactNode> = {
  draft: (
    <circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.6 2.13" />
  ),
  planned: ring,
  on_route: (
    <>
      {ring}
      <path d="M6 1.25a4.75 4.75 0 0 0 0 9.5Z" fill="currentColor" />
    </>
  ),
  arrived: (
    <>
      {ring}
      <circle cx="6" cy="6" r="2.5" fill="currentColor" />
    </>
  ),
  done: (
    <>
      {disc}
      <path d="m3.5 6.2 1.8 1.8 3.3-3.7" className={styles.cut} />
    </>
  ),
  partial: (
    <>
      {ring}
      <path d="M6 6V1.25A4.75 4.75 0 1 1 1.25 6Z" fill="currentColor" />
    </>
  ),
  failed: (
    <>
      {disc}
      <path d="m4 4 4 4m0-4L4 8" className={styles.cut} />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="M2.7 9.3 9.3 2.7" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
};
