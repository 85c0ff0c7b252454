import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemLine } from '../session/problem-words.ts';
import form from './setup-form.module.css';

interface AskProps {
  words: string;
  onGiven: (password: string) => Promise<void>;
  onLeave: () => void;
}

/** Before anything that changes how somebody signs in. */
export function AskPassword({ words, onGiven, onLeave }: AskProps) {
  const [password, setPassword] = useState('');
  const give = useMutation({ mutationFn: () => onGiven(password) });
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      <PasswordInput
        label={words}
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {give.error && <p role="alert">{problemLine(give.error)}</p>}
      <div className={form.line}>
        <Button type="submit" loading={give.isPending} disabled={password === ''}>
          Go on
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
