import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemLine } from '../session/problem-words.ts';
import form from '../setup/setup-form.module.css';
import { OwnPassword, useHasPassword } from './own-password.tsx';

interface AskProps {
  words: string;
  onGiven: (password: string | undefined) => Promise<void>;
  onLeave: () => void;
}

/** Before anything that changes how somebody signs in. */
export function AskPassword({ words, onGiven, onLeave }: AskProps) {
  const [password, setPassword] = useState('');
  const hasPassword = useHasPassword();
  const give = useMutation({ mutationFn: () => onGiven(hasPassword ? password : undefined) });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      <OwnPassword label={words} value={password} onChange={setPassword} />
      {give.error && <p role="alert">{problemLine(give.error)}</p>}
      <div className={form.line}>
        <Button type="submit" loading={give.isPending} disabled={hasPassword && password === ''}>
          Go on
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
