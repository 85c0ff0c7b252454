import { Button, CopyButton } from '@mantine/core';
import form from '../setup/setup-form.module.css';
import styles from './second-factor.module.css';

/** Shown once, when they are made. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className={styles.codes} role="status">
      <p>
        Recovery codes: each signs you in once when authenticator or passkey is not there. They are shown this once;
        print them or keep them where your passwords are.
      </p>
      <ol className={styles.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={form.line}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy them'}</Button>}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
