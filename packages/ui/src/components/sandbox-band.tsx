import type { ReactNode } from 'react';
import styles from './sandbox-band.module.css';

export interface SandboxBandProps {
  /** What it is, in the reader's language: "Sandbox: nothing here reaches a real person". */
  children: ReactNode;
  /** Its clock and controls, where the reader has any. */
  aside?: ReactNode;
}

/** Above every screen of a sandbox: hatched as nothing else is, so that no picture of it passes for the real thing. */
export function SandboxBand({ children, aside }: SandboxBandProps) {
  return (
    <aside className={styles.band} aria-label="Sandbox">
      <p className={styles.words}>{children}</p>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </aside>
  );
}
