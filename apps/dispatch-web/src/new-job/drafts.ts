import { externalStore, useStore } from '../live/external-store.ts';
import type { JobValues } from './job-values.ts';
import type { Attempt } from './send-job.ts';

/** A form that is not sent yet. */
export interface Draft {
  values: JobValues;
  /** Absent until it is sent. */
  attempt: Attempt | null;
}

/** By what the address calls the form: `job`, or the id of the job that it is like. Of one member. */
interface Drafts {
  memberId: string;
  byForm: Readonly<Record<string, Draft>>;
}

const KEY = 'roundsman.new-job';
const MOST_DRAFTS = 8;

/** Kept for this tab: neither closing the sheet nor opening the page again loses what was typed. */
const drafts = externalStore<Drafts>(readKept());

export function useDraft(form: string): Draft | undefined {
  return useStore(drafts).byForm[form];
}

export const readDraft = (form: string): Draft | undefined => drafts.read().byForm[form];

/** undefined: it is sent, or not wanted any more. Beyond a few the oldest is given up. */
export function keepDraft(form: string, draft: Draft | undefined): void {
  const { memberId, byForm } = drafts.read();
  const others = Object.entries(byForm).filter(([key]) => key !== form);
  const entries = draft ? [...others, [form, draft] as const].slice(-MOST_DRAFTS) : others;
  write({ memberId, byForm: Object.fromEntries(entries) });
}

/** What one member typed is not for the next, who may sit at the same browser. */
export function keepDraftsOf(memberId: string): void {
  if (drafts.read().memberId !== memberId) write({ memberId, byForm: {} });
}

function write(next: Drafts): void {
  drafts.write(next);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A full or forbidden storage: the drafts last as long as the page.
  }
}

function readKept(): Drafts {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '') as Drafts;
    if (typeof kept.memberId === 'string' && typeof kept.byForm === 'object') return kept;
  } catch {
    // Nothing kept, or nothing that can be read.
  }
  return { memberId: '', byForm: {} };
}
