import type { Job } from '@roundsman/api-contract';
import { RefusedError } from '@roundsman/client';
import { readBusinessTime } from '@roundsman/ui';
import { useState } from 'react';
import { businessClock } from '../live/business-clock.ts';
import { notifyDone } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { keepDraft, readDraft, useDraft } from './drafts.ts';
import { problemsOf } from './form-problems.ts';
import { type JobValues, valuesOfJob } from './job-values.ts';
import type { Problems } from './line-values.ts';
import { changesOf, type JobBody, readJob, readVisit, withoutEmptyLines } from './read-job.ts';
import { sendJob, type Wish } from './send-job.ts';
import { useSeveral } from './use-merchants.ts';

interface NewJobFormOptions {
  form: string;
  initial: JobValues;
  like: Job | null;
  made: (job: Job, isBooked: boolean) => void;
}

/** The job that this one looks like: opened instead, or both are meant. */
export interface Twin {
  jobId: string;
  code: string;
}

interface Refusal {
  fields: Problems;
  line: string | null;
  twin: Twin | null;
  /** Which of the two ends was asked for. */
  release: boolean;
}

const NONE: Problems = {};

/** What is typed, kept for this tab until it is sent; and the sending, whose refusals stand at the fields they name. */
export function useNewJobForm({ form, initial, like, made }: NewJobFormOptions) {
  const several = useSeveral();
  const draft = useDraft(form);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [refusals, setRefusals] = useState(0);
  const [sending, setSending] = useState<'release' | 'stage' | null>(null);
  const values: JobValues = { ...initial, ...draft?.values };

  const change = (part: Partial<JobValues>) => {
    const before = readDraft(form);
    keepDraft(form, { values: { ...initial, ...before?.values, ...part }, attempt: before?.attempt ?? null });
    setRefusal((told) => told && { ...told, fields: without(told.fields, part) });
  };

  const refuse = (told: Refusal) => {
    setRefusal(told);
    setRefusals((count) => count + 1);
  };

  const send = async (release: boolean, allowDuplicate = false) => {
    if (sending) return;
    const typed = withoutEmptyLines(values);
    change({ lines: typed.lines });
    const read = readJob(typed, several);
    if ('problems' in read) {
      const line = 'Something is missing, or cannot be read: it stands at its field.';
      refuse({ fields: read.problems, line, twin: null, release });
      return;
    }
    setSending(release ? 'release' : 'stage');
    setRefusal(null);
    const slot = typed.timing === 'slot' ? typed.slot : null;
    const wish: Wish = {
      input: read.input,
      like: like && { jobId: like.id, changes: changesOf(inputOf(valuesOfJob(like)), read.input) },
      slot,
      visit: readVisit(typed).visit!,
      release,
      allowDuplicate,
    };
    try {
      const job = await sendJob(
        client,
        wish,
        readDraft(form)?.attempt ?? null,
        readBusinessTime(businessClock.read()),
        {
          onAttempt: (attempt) => keepDraft(form, { values: readDraft(form)?.values ?? typed, attempt }),
          onSlot: (held) => change({ slot: held }),
        },
      );
      keepDraft(form, undefined);
      made(job, slot !== null);
    } catch (error) {
      refuse({ ...problemsOf(error), twin: twinOf(error), release });
    } finally {
      setSending(null);
    }
  };

  const startAfresh = () => {
    const before = readDraft(form);
    keepDraft(form, undefined);
    setRefusal(null);
    const values = before && { ...before.values, slot: before.values.slot && { ...before.values.slot, held: null } };
    notifyDone('The form is empty again.', values ? async () => keepDraft(form, { values, attempt: null }) : null);
  };

  return {
    values,
    problems: refusal?.fields ?? NONE,
    refusals,
    line: refusal?.line ?? null,
    twin: refusal?.twin ?? null,
    sending,
    isTouched: draft !== undefined,
    isSlot: values.timing === 'slot' && values.slot !== null,
    change,
    send: (release: boolean) => void send(release),
    sendAllTheSame: () => void send(refusal?.release ?? false, true),
    startAfresh,
  };
}

/** As the job is that another one is made from; what it says can always be read. */
function inputOf(values: JobValues): JobBody {
  const read = readJob(values, { merchants: false, branches: false });
  return 'input' in read ? read.input : ({} as JobBody);
}

function twinOf(error: unknown): Twin | null {
  if (!(error instanceof RefusedError) || error.code !== 'suspected_duplicate') return null;
  const { jobId, jobCode } = error.problem;
  return typeof jobId === 'string' && typeof jobCode === 'string' ? { jobId, code: jobCode } : null;
}

const FIELDS_OF: Partial<Record<keyof JobValues, string>> = {
  name: 'contact.name',
  phone: 'contact.phone',
  email: 'contact.email',
  language: 'contact.language',
  street: 'address',
  postcode: 'address.postcode',
  city: 'address.city',
  place: 'address',
  lines: 'actions',
  date: 'serviceDate',
  windows: 'windows',
  slot: 'slot',
  timing: 'slot',
  minutes: 'serviceSeconds',
  people: 'operatorsNeeded',
};

/** A problem stands at its field until that is typed into. */
function without(problems: Problems, part: Partial<JobValues>): Problems {
  const touched = Object.keys(part).map((key) => FIELDS_OF[key as keyof JobValues] ?? key);
  const left = Object.entries(problems).filter(
    ([field]) => !touched.some((name) => field === name || field.startsWith(`${name}.`)),
  );
  return Object.fromEntries(left);
}
