import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useEscape } from '../selection/use-escape.ts';
import styles from './side-sheet.module.css';

interface SideSheetProps {
  /** What it is, for who does not see it. */
  label: string;
  /** Beside the way out: what the sheet is about, in a few words. */
  head: ReactNode;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}

/** One thing beside the screen and never over the map. It takes the focus when it opens; Escape closes it. */
export function SideSheet({ label, head, closeLabel, onClose, children }: SideSheetProps) {
  const sheet = useRef<HTMLElement>(null);
  useEscape(onClose);
  useEffect(() => sheet.current?.focus({ preventScroll: true }), []);
  return (
    <aside ref={sheet} className={styles.sheet} tabIndex={-1} aria-label={label}>
      <header className={styles.bar}>
        {head}
        <CloseButton className={styles.close} aria-label={closeLabel} onClick={onClose} />
      </header>
      <div className={styles.content}>{children}</div>
    </aside>
  );
}
