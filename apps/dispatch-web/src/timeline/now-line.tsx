import { timeOfDay, useNow } from '@roundsman/ui';
import { AXIS_PX, LABEL_PX } from './measures.ts';
import styles from './now-line.module.css';
import { type TimeScale, xOf } from './time-scale.ts';

/** Where business time stands. It moves by itself and wakes nothing else. */
export function NowLine({ scale, zone }: { scale: TimeScale; zone: string }) {
  const now = useNow(1000);
  const x = xOf(scale, now.getTime());
  if (x < 0 || x > scale.widthPx) return null;
  return (
    <div className={styles.line} style={{ left: LABEL_PX + x, top: AXIS_PX - 8 }}>
      <span className={styles.place}>
        <span className={styles.time}>{timeOfDay(now, zone)}</span>
      </span>
    </div>
  );
}
