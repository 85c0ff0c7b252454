import { Empty } from '@roundsman/ui';
import { Link } from '@tanstack/react-router';
import styles from './not-found.module.css';

export function NotFound() {
  return (
    <div className={styles.place}>
      <Empty title="There is nothing at this address." action={<Link to="/day">Go to the day</Link>}>
        The link may be old or mistyped.
      </Empty>
    </div>
  );
}
