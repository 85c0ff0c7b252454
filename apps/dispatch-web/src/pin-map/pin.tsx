import styles from './pin.module.css';

/** A pin that can be dragged; hollow while nobody knows where the place is. */
export function Pin({ label, known }: { label: string; known: boolean }) {
  return (
    <span
      className={styles.pin}
      title={known ? 'Drag to correct, or use the arrow keys and Enter' : 'Not found: drag to where it is'}
    >
      <svg viewBox="0 0 28 36" width={28} height={36} role="img" aria-label={label}>
        <path d="M14 34.5C21 26 26 19.5 26 13a12 12 0 0 0-24 0c0 6.5 5 13 12 21.5Z" data-known={known} />
        <circle cx="14" cy="13" r="4.5" />
      </svg>
    </span>
  );
}
