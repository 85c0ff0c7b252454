import { Button } from '@mantine/core';
import { useOpenJob } from '../selection/use-screen.ts';
import styles from './new-job.module.css';
import type { Twin } from './use-new-job-form.ts';

interface SendBarProps {
  /** What is wrong and has no field of its own. */
  line: string | null;
  twin: Twin | null;
  sending: 'release' | 'stage' | null;
  isSlot: boolean;
  send: (release: boolean) => void;
  sendAllTheSame: () => void;
}

/** The two ends of the call, always in sight. */
export function SendBar({ line, twin, sending, isSlot, send, sendAllTheSame }: SendBarProps) {
  const { openJob } = useOpenJob();
  return (
    <footer className={styles.send}>
      {line && (
        <p className={styles.problem} role="alert">
          {twin ? `This looks like ${twin.code} once more: the same customer, address and date.` : line}
        </p>
      )}
      {twin && (
        <div className={styles.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => openJob(twin.jobId)}>
            Open {twin.code}
          </Button>
          <Button size="compact-sm" variant="default" loading={sending !== null} onClick={sendAllTheSame}>
            Two visits are meant: make it
          </Button>
        </div>
      )}
      <div className={styles.buttons}>
        <Button
          aria-keyshortcuts="Control+Enter Meta+Enter"
          loading={sending === 'release'}
          disabled={sending === 'stage'}
          onClick={() => send(true)}
        >
          {isSlot ? 'Book and release' : 'Release it'}
        </Button>
        <Button
          variant="default"
          loading={sending === 'stage'}
          disabled={sending === 'release'}
          onClick={() => send(false)}
        >
          {isSlot ? 'Book, keep in staging' : 'Keep in staging'}
        </Button>
      </div>
    </footer>
  );
}
