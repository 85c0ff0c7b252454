import { CloseButton } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { jobQuery } from '../queries/jobs.ts';
import { useNewJob, useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import sheetStyles from '../sheets/side-sheet.module.css';
import { laterDate } from '../shell/dates.ts';
import { emptyJob, valuesOfJob } from './job-values.ts';
import styles from './new-job.module.css';
import { NewJobForm } from './new-job-form.tsx';

/** A job taken by telephone, beside the screen and never over the map. `form` is `job`, or the id of the job that it is to be like. */
export function NewJobSheet({ form }: { form: string }) {
  const { closeForm } = useNewJob();
  const likeId = form === 'job' ? null : form;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const isListOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !isListOpen && !event.defaultPrevented) closeForm();
  };
  return (
    <aside
      className={`${sheetStyles.sheet} ${styles.sheet}`}
      aria-label={likeId ? 'Another job like it' : 'New job'}
      onKeyDown={onKeyDown}
    >
      <header className={sheetStyles.bar}>
        <span>{likeId ? 'Another like it' : 'New job'}</span>
        <CloseButton
          className={sheetStyles.close}
          aria-label="Close the form; what is typed stays"
          onClick={closeForm}
        />
      </header>
      {likeId ? <LikeJob jobId={likeId} /> : <FromNothing />}
    </aside>
  );
}

function FromNothing() {
  const { date } = useServiceDate();
  const { today, branchId = '' } = useOrganisation();
  // The day and the branch in sight, until another is said; what is typed keeps those that it was begun with.
  const initial = useMemo(() => ({ ...emptyJob, date: laterDate(date, today), branchId }), [date, today, branchId]);
  return <NewJobForm form="job" initial={initial} like={null} />;
}

function LikeJob({ jobId }: { jobId: string }) {
  const job = useQuery(jobQuery(jobId));
  return (
    <QueryStates query={job} what="The job" loadingRows={10}>
      {job.data && <Like job={job.data} />}
    </QueryStates>
  );
}

/** The same visit on the same day would be the same job: its date alone is asked for anew. */
function Like({ job }: { job: Job }) {
  const initial = useMemo(() => ({ ...valuesOfJob(job), date: '' }), [job]);
  return <NewJobForm form={job.id} initial={initial} like={job} />;
}
