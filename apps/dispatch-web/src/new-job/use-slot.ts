import type { Slot } from '@roundsman/api-contract';
import { useEffect, useRef, useState } from 'react';
import { client } from '../session/client.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { giveBack, holdSlot } from './hold-slot.ts';
import type { ChosenSlot, JobValues } from './job-values.ts';
import type { Visit } from './read-job.ts';

/** A slot's room for one form: kept from the click that takes it until the job has it, or the form is left. */
export interface SlotKeeping {
  /** The slot that is being asked for. */
  taking: string | null;
  /** Why the latest one could not be had. */
  error: unknown;
  take: (visit: Visit, serviceDate: string, slot: Pick<Slot, 'from' | 'to'>) => Promise<void>;
  giveUp: () => void;
}

export const slotKey = (serviceDate: string, { from }: Pick<Slot, 'from'>) => `${serviceDate} ${from}`;

export function useSlot(
  form: string,
  { branchId, slot }: JobValues,
  onSlot: (slot: ChosenSlot | null) => void,
): SlotKeeping {
  const [taking, setTaking] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
      leaveSlot(form);
    };
  }, [form]);

  return {
    taking,
    error,
    async take(visit, serviceDate, { from, to }) {
      setTaking(slotKey(serviceDate, { from }));
      setError(null);
      try {
        const held = await holdSlot(client, { visit, branchId }, { serviceDate, from, to, held: slot?.held ?? null });
        if (isLeft.current) void giveBack(client, held.held!.id);
        else onSlot(held);
      } catch (caught) {
        // The one before was given back for it.
        onSlot(null);
        setError(caught);
      } finally {
        setTaking(null);
      }
    },
    giveUp() {
      setError(null);
      if (slot?.held) void giveBack(client, slot.held.id);
      onSlot(null);
    },
  };
}

/** Which slot it was stays in the draft; its room is given back, unless an answer is still out that may have booked it. */
function leaveSlot(form: string): void {
  const draft = readDraft(form);
  const slot = draft?.values.slot;
  if (!draft || !slot?.held || draft.attempt?.isLost) return;
  void giveBack(client, slot.held.id);
  keepDraft(form, { ...draft, values: { ...draft.values, slot: { ...slot, held: null } } });
}
