import type { PointerEventHandler, ReactNode } from 'react';
import styles from './list-row.module.css';

interface ListRowProps {
  mark: ReactNode;
  title: ReactNode;
  detail: ReactNode;
  end?: ReactNode;
  endTone?: 'calm' | 'at_risk' | 'broken';
  selected: boolean;
  /** The detail is shown whole, on as many lines as it needs. */
  wraps?: boolean;
  onSelect: () => void;
  onOpen?: () => void;
  onPointerDown?: PointerEventHandler;
}

/** One line of the day's list: click chooses, double click or Enter on a chosen one opens. */
export function ListRow(props: ListRowProps) {
  const {
    mark,
    title,
    detail,
    end,
    endTone = 'calm',
    selected,
    wraps = false,
    onSelect,
    onOpen,
    onPointerDown,
  } = props;
  return (
    <button
      type="button"
      className={styles.row}
      data-wraps={wraps || undefined}
      aria-pressed={selected}
      onClick={(event) => {
        // A keyboard's click has no pointer behind it: the second one on the same row opens it.
        if (selected && event.detail === 0) onOpen?.();
        else onSelect();
      }}
      onDoubleClick={onOpen}
      onPointerDown={onPointerDown}
    >
      <span className={styles.mark}>{mark}</span>
      <span className={styles.title}>{title}</span>
      <span className={styles.end} data-tone={endTone}>
        {end}
      </span>
      <span className={styles.detail}>{detail}</span>
    </button>
  );
}
