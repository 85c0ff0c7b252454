import styles from './figure.module.css';

interface FigureProps {
  name: string;
  value: string;
  detail: string;
  /** How it is worked out. */
  formula: string;
}

export function Figure({ name, value, detail, formula }: FigureProps) {
  return (
    <article className={styles.figure}>
      <h2 className={styles.name}>{name}</h2>
      <p className={styles.value}>{value}</p>
      <p className={styles.detail}>{detail}</p>
      <p className={styles.formula}>{formula}</p>
    </article>
  );
}
