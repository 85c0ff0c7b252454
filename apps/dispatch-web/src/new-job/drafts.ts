import { useStore } from '../live/external-store.ts';
import { keptInTab } from '../session/kept-in-tab.ts';
import { emptyJob, type JobValues } from './job-values.ts';
import type { Attempt } from './send-job.ts';

/** A form that is not sent yet. */
export interface Draft {
  values: JobValues;
  /** Absent until it is sent. */
  attempt: Attempt | null;
}

const MOST_DRAFTS = 8;

/** By what the address calls the form: `job`, or the id of the job that it is like. Closing the sheet does not lose what was typed. */
export const drafts = keptInTab<Readonly<Record<string, Draft>>>('roundsman.new-job', {}, (kept) => {
  if (typeof kept !== 'object' || kept === null) return null;
  const entries = Object.entries(kept as Record<string, Draft>);
  // What an older version of the page kept knows not every field.
  return Object.fromEntries(
    entries.map(([form, draft]) => [form, { ...draft, values: { ...emptyJob, ...draft.values } }]),
  );
});

export function useDraft(form: string): Draft | undefined {
  return useStore(drafts)[form];
}

export const readDraft = (form: string): Draft | undefined => drafts.read()[form];

/** undefined: it is sent, or not wanted any more. Beyond a few the oldest is given up. */
export function keepDraft(form: string, draft: Draft | undefined): void {
  const others = Object.entries(drafts.read()).filter(([key]) => key !== form);
  drafts.write(Object.fromEntries(draft ? [...others, [form, draft] as const].slice(-MOST_DRAFTS) : others));
}
