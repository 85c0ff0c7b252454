import { dayLabel } from '@roundsman/ui';
import styles from './day-bars.module.css';
import type { Day } from './day-words.ts';

const step = 4;
const width = 3;
const height = 32;
/** Trouble is seen however short it was. */
const leastTrouble = 12;

/** One bar a day. Trouble rises from the foot, as high as its share of the day; a day without record has no bar. */
export function DayBars({ days }: { days: readonly Day[] }) {
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${days.length * step - (step - width)} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {days.map((day, at) => (
        <Bar key={day.date} day={day} x={at * step} />
      ))}
    </svg>
  );
}

function Bar({ day, x }: { day: Day; x: number }) {
  const label = <title>{`${dayLabel(day.date)}: ${day.words}`}</title>;
  if (day.kind === 'no_record') {
    return (
      <g>
        {label}
        <rect x={x} y={0} width={width} height={height} className={styles.reach} />
        <rect x={x} y={height - 2} width={width} height={2} className={styles.noRecord} />
      </g>
    );
  }
  const trouble = day.kind === 'operational' ? 0 : Math.max(leastTrouble, day.troubleShare * height);
  return (
    <g>
      {label}
      <rect x={x} y={0} width={width} height={height - trouble} className={styles.operational} />
      {trouble > 0 && <rect x={x} y={height - trouble} width={width} height={trouble} className={styles[day.kind]} />}
    </g>
  );
}
