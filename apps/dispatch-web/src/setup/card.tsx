import type { ReactNode } from 'react';
import styles from './card.module.css';

interface CardProps {
  title: string;
  /** One quiet line under it. */
  detail?: ReactNode;
  aside?: ReactNode;
  children?: ReactNode;
}

export function Card({ title, detail, aside, children }: CardProps) {
  return (
    <section className={styles.card}>
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
