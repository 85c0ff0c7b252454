import { Icon } from '../icons/icon.tsx';
import styles from './unread-mark.module.css';

/** How many words of a crew nobody has read. */
export function UnreadMark({ count }: { count: number }) {
  return (
    <span className={styles.mark} role="img" aria-label={`${count} unread`}>
      <Icon name="messages" sizePx={14} /> {count}
    </span>
  );
}
