import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { Sentence } from '@roundsman/ui';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useJobChange } from '../job/use-job-change.ts';
import { notifyDone } from '../notices/notify.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { HowPart } from './how-part.tsx';
import { type JobValues, jobSentence } from './job-values.ts';
import styles from './new-job.module.css';
import { SendBar } from './send-bar.tsx';
import { useNewJobForm } from './use-new-job-form.ts';
import { useSlot } from './use-slot.ts';
import { WhatPart } from './what-part.tsx';
import { WhenPart } from './when-part.tsx';
import { WherePart } from './where-part.tsx';
import { WhoPart } from './who-part.tsx';

interface NewJobFormProps {
  form: string;
  initial: JobValues;
  /** The job that it is to be like. */
  like: Job | null;
}

/** In the order of a telephone call: who, where, what, when, how. */
export function NewJobForm({ form, initial, like }: NewJobFormProps) {
  const made = useMade();
  const { values, problems, change, startAfresh, isTouched, refusals, ...sending } = useNewJobForm({
    form,
    initial,
    like,
    made,
  });
  const slots = useSlot(form, values, (slot) => change({ slot }));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true }), []);
  // What is wrong may stand out of sight.
  useEffect(() => {
    if (refusals > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  const part = { values, problems, onChange: change };
  const empty = () => {
    slots.giveUp();
    startAfresh();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) sending.send(true);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter sends from any of its fields
    <div ref={box} className={styles.form} onKeyDown={onKeyDown}>
      <div className={styles.content}>
        <div className={styles.sentence}>
          <Sentence level={2} detail={like ? `Like ${like.code}, which stays as it is.` : undefined}>
            {jobSentence(values) || 'Who is it for?'}
          </Sentence>
        </div>
        <WhoPart {...part} isLike={like !== null} />
        <WherePart {...part} />
        <WhatPart {...part} />
        <WhenPart {...part} slots={slots} />
        <HowPart {...part} />
        {isTouched && (
          <Button className={styles.afresh} size="compact-sm" variant="subtle" onClick={empty}>
            Start afresh
          </Button>
        )}
      </div>
      <SendBar {...sending} />
    </div>
  );
}

/** What follows when the job is there: its sheet, and the way back while nothing has come of it. */
function useMade(): (job: Job, isBooked: boolean) => void {
  const take = useJobChange();
  const { openJob } = useOpenJob();
  return (job, isBooked) => {
    take(job);
    openJob(job.id);
    const toFix = job.faults.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const where = job.state === 'staging' ? 'is in staging' : 'is released for planning';
    const undo = isBooked ? null : () => client.call(jobEndpoints.remove, { params: { jobId: job.id } });
    notifyDone(`${job.code} ${where}.`, undo, toFix.length > 0 ? `To be fixed first: ${toFix.join(' ')}` : null);
  };
}
