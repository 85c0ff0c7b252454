import { RefusedError } from '@roundsman/client';
import { useState } from 'react';
import type { Words } from '../words/index.ts';

export interface Submit {
  readonly state: 'idle' | 'sending' | 'done';
  /** What went wrong, in words for the customer. */
  readonly trouble: string | null;
  run(): Promise<void>;
}

/** Somebody was faster, or the day changed since the times were offered. */
const SLOT_GONE = ['slot_full', 'slot_too_soon', 'date_closed', 'not_a_window', 'hold_expired'];

export const isSlotGone = (error: unknown): boolean => error instanceof RefusedError && SLOT_GONE.includes(error.code);

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
      setTrouble(troubleOf(error, words));
    }
  };
  return { state, trouble, run };
}

/** The platform's own words are for programs and offices, in one language. */
function troubleOf(error: unknown, { refused, notSaved }: Words): string {
  if (!(error instanceof RefusedError) || error.mayPass) return notSaved;
  return isSlotGone(error) ? refused.slot : refused.other;
}
