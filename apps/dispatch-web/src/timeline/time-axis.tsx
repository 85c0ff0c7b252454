import { timeOfDay } from '@roundsman/ui';
import { memo } from 'react';
import { AXIS_PX, LABEL_PX, TICK_LEAST_PX } from './measures.ts';
import styles from './time-axis.module.css';
import { type TimeScale, ticksOf, xOf } from './time-scale.ts';

/** A label nearer to the edge would be cut. */
const EDGE_PX = 18;

export const TimeAxis = memo(function TimeAxis({ scale, zone }: { scale: TimeScale; zone: string }) {
  if (scale.widthPx <= 0) return null;
  const ticks = ticksOf(scale, TICK_LEAST_PX);
  const labelled = ticks.filter((tick) => xOf(scale, tick) >= EDGE_PX && xOf(scale, tick) <= scale.widthPx - EDGE_PX);
  return (
    <>
      <div className={styles.axis} style={{ height: AXIS_PX }} aria-hidden="true">
        <div className={styles.corner} style={{ width: LABEL_PX }} />
        {labelled.map((tick) => (
          <span key={tick} className={styles.label} style={{ left: LABEL_PX + xOf(scale, tick) }}>
            {timeOfDay(new Date(tick), zone)}
          </span>
        ))}
      </div>
      {ticks.map((tick) => (
        <div key={tick} className={styles.line} style={{ left: LABEL_PX + xOf(scale, tick), top: AXIS_PX }} />
      ))}
    </>
  );
});
