import { createPortal } from 'react-dom';
import { ConsequenceList } from './consequence-list.tsx';
import styles from './drag-badge.module.css';
import { sameTarget, targetWords } from './move-words.ts';
import type { MoveTarget, Pricing } from './moves-context.ts';

interface DragBadgeProps {
  x: number;
  y: number;
  label: string;
  target: MoveTarget | null;
  pricing: Pricing | null;
}

const WIDTH_PX = 340;
const HEIGHT_PX = 200;
const GAP_PX = 14;

/** Beside the pointer: what is held, where it would go, and what that would do. */
export function DragBadge({ x, y, label, target, pricing }: DragBadgeProps) {
  const current = pricing !== null && target !== null && sameTarget(pricing.target, target);
  // Always whole: near an edge it stands on the other side of the pointer.
  const across = x > innerWidth - WIDTH_PX ? { right: innerWidth - x + GAP_PX } : { left: x + GAP_PX };
  const along = y > innerHeight - HEIGHT_PX ? { bottom: innerHeight - y + GAP_PX } : { top: y + GAP_PX };
  return createPortal(
    <div className={styles.badge} style={{ ...across, ...along }} role="status">
      <p className={styles.held}>{label}</p>
      {target === null ? (
        <p className={styles.hint}>Over a row: what it would do. Esc leaves it where it is.</p>
      ) : (
        <>
          <p className={styles.target}>{targetWords(target)}</p>
          {pricing ? (
            <ConsequenceList pricing={pricing} stale={!current} />
          ) : (
            <p className={styles.hint}>Working it out …</p>
          )}
        </>
      )}
    </div>,
    document.body,
  );
}
