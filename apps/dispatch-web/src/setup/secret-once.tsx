import { Button, CopyButton } from '@mantine/core';
import styles from './secret-once.module.css';

/** A secret that the server shows this once. */
export function SecretOnce({ words, secret, onDone }: { words: string; secret: string; onDone: () => void }) {
  return (
    <div className={styles.secret} role="status">
      <p>{words}</p>
      <code className={styles.code}>{secret}</code>
      <div className={styles.buttons}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
