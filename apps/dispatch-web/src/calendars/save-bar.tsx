import { Button } from '@mantine/core';
import styles from './calendars.module.css';

interface SaveBarProps {
  /** Why nothing can be changed here; null when it can. */
  locked: string | null;
  unsaved: boolean;
  fit: boolean;
  saving: boolean;
  onPutBack: () => void;
}

/** Says what stands and what does not yet. */
export function SaveBar({ locked, unsaved, fit, saving, onPutBack }: SaveBarProps) {
  if (locked) return <p className={styles.hint}>{locked}</p>;
  return (
    <div className={styles.save}>
      <Button type="submit" loading={saving} disabled={!unsaved || !fit}>
        Save
      </Button>
      {unsaved && (
        <>
          <Button variant="default" onClick={onPutBack}>
            Put back
          </Button>
          <p className={styles.hint} role="status">
            {fit ? 'Not saved yet.' : 'Not saved yet: something cannot be read as a date or time.'}
          </p>
        </>
      )}
    </div>
  );
}
