import { useMemo } from 'react';
import styles from './load-bar.module.css';
import { LOAD_PX, LOAD_TOP_PX } from './measures.ts';
import type { RouteRow } from './route-row.ts';
import { loadSteps } from './segments.ts';
import { type TimeScale, xOf } from './time-scale.ts';

/** How full the vehicle is between stops. Too full is said by a hatched step: red is for promises. */
export function LoadBar({ row, scale }: { row: RouteRow; scale: TimeScale }) {
  const steps = useMemo(() => loadSteps(row), [row]);
  const foot = LOAD_TOP_PX + LOAD_PX;
  return (
    <g className={styles.load}>
      {steps.map(({ fromMs, toMs, share }) => {
        const x = xOf(scale, fromMs);
        const height = Math.min(1, share) * LOAD_PX;
        return (
          <rect
            key={fromMs}
            className={share > 1 ? styles.overloaded : undefined}
            x={x}
            y={foot - height}
            width={Math.max(0, xOf(scale, toMs) - x)}
            height={height}
          >
            <title>{`${Math.round(share * 100)} % full`}</title>
          </rect>
        );
      })}
    </g>
  );
}
