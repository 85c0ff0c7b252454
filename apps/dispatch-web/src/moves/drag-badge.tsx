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

/** Beside the pointer: what is held, where it would go, and what that would do. */
export function DragBadge({ x, y, label, target, pricing }: DragBadgeProps) {
  const current = pricing !== null && target !== null && sameTarget(pricing.target, target);
  const left = x > innerWidth - 340 ? undefined : x + 16;
  return createPortal(
    <div
      className={styles.badge}
      style={{
        left,
        right: left === undefined ? innerWidth - x + 16 : undefined,
        top: Math.min(y + 12, innerHeight - 120),
      }}
      role="status"
    >
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
