import { RefusedError } from '@roundsman/client';
import { useState } from 'react';
import type { Words } from '../words/index.ts';

export interface Submit {
  readonly state: 'idle' | 'sending' | 'done';
  /** What went wrong, in words for the customer. */
  readonly trouble: string | null;
  run(): Promise<void>;
}

/** One button that sends something: at most one request at a time, what was typed stays when it fails. */
export function useSubmit(words: Words, send: () => Promise<void>): Submit {
  const [state, setState] = useState<Submit['state']>('idle');
  const [trouble, setTrouble] = useState<string | null>(null);
  const run = async () => {
    if (state === 'sending') return;
    setState('sending');
    setTrouble(null);
    try {
      await send();
      setState('done');
    } catch (error) {
      setState('idle');
      setTrouble(error instanceof RefusedError && !error.mayPass ? error.message : words.notSaved);
    }
  };
  return { state, trouble, run };
}
