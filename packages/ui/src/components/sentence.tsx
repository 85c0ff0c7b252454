import type { ReactNode } from 'react';
import styles from './sentence.module.css';

/** `broken`: a promise is broken or about to be; `at_risk`: it may be; else `calm`. */
export type SentenceTone = 'calm' | 'at_risk' | 'broken';

export interface SentenceProps {
  /** The answer the reader came for: "9 of 212 stops at risk". */
  children: ReactNode;
  /** One quieter line under it. */
  detail?: ReactNode;
  /** What stands at the end of the line: a switch, the connection, one button. */
  aside?: ReactNode;
  tone?: SentenceTone;
  /** Level of the heading; one `1` a page. */
  level?: 1 | 2;
}

export function Sentence({ children, detail, aside, tone = 'calm', level = 1 }: SentenceProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <header className={styles.header} data-tone={tone}>
      <div className={styles.words}>
        <Heading className={level === 1 ? styles.title : styles.subtitle}>{children}</Heading>
        {detail !== undefined && <p className={styles.detail}>{detail}</p>}
      </div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </header>
  );
}
