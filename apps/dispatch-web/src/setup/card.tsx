import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  title: string;
  /** One quiet line under it. */
  detail?: ReactNode;
  aside?: ReactNode;
  /** For tables of many columns. */
  wide?: boolean;
  children?: ReactNode;
}

export function Card({ title, detail, aside, wide = false, children }: CardProps) {
  return (
    <section className={styles.card} data-wide={wide || undefined}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          {detail && <p className={styles.detail}>{detail}</p>}
        </div>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
