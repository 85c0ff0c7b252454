import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import styles from './find-field.module.css';

const TYPING_MILLISECONDS = 200;

interface FindFieldProps {
  /** What is found: "jobs". */
  what: string;
  /** What they are found by. */
  by: string;
  value: string;
  onFind: (text: string) => void;
}

/** Keeps what is typed; the list follows when the hand rests. */
export function FindField({ what, by, value, onFind }: FindFieldProps) {
  const [text, setText] = useState(value);
  const find = useDebouncedCallback(onFind, TYPING_MILLISECONDS);
  return (
    <TextInput
      className={styles.find}
      aria-label={`Find ${what}`}
      placeholder={by}
      leftSection={<Icon name="search" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        find(event.currentTarget.value.trim());
      }}
    />
  );
}
