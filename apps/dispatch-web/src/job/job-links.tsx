import { Button, CloseButton } from '@mantine/core';
import type { Job, JobLink } from '@roundsman/api-contract';
import { jobLinkEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { jobLinksQuery } from '../queries/jobs.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-links.module.css';
import { jobStateWords } from './job-words.ts';
import { LinkForm } from './link-form.tsx';
import { isSetByPeople, linkTerms, linkWords } from './link-words.ts';
import { Section } from './section.tsx';

const CLOSED: readonly Job['state'][] = ['completed', 'partially_completed', 'incomplete', 'damaged', 'cancelled'];

/** The jobs that this one hangs on: what must be done before, and who rides on one vehicle. */
export function JobLinks({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const links = useQuery(jobLinksQuery(job.id)).data ?? [];
  const [adding, setAdding] = useState(false);
  const mayChange = can('jobs:write') && !CLOSED.includes(job.state);
  if (links.length === 0 && !mayChange) return null;

  const take = (rows: JobLink[]) => {
    queryClient.setQueryData(jobLinksQuery(job.id).queryKey, rows);
    setAdding(false);
  };
  const remove = (link: JobLink) =>
    client
      .call(jobLinkEndpoints.remove, { params: { jobId: job.id, otherJobId: link.otherJobId } })
      .then(({ rows }) => take(rows))
      .catch((error: unknown) => notifyFailure('The link was not taken away.', error));

  return (
    <Section
      title="With other jobs"
      aside={
        mayChange &&
        !adding && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAdding(true)}>
            Add …
          </Button>
        )
      }
    >
      {links.length === 0 && !adding && <p className={styles.none}>Planned by itself.</p>}
      <ul className={styles.list}>
        {links.map((link) => (
          <Row
            key={`${link.kind} ${link.direction} ${link.otherJobId}`}
            link={link}
            onRemove={mayChange && isSetByPeople(link) ? () => void remove(link) : null}
          />
        ))}
      </ul>
      {adding && <LinkForm job={job} onSet={take} onLeave={() => setAdding(false)} />}
    </Section>
  );
}

function Row({ link, onRemove }: { link: JobLink; onRemove: (() => void) | null }) {
  const { organisation } = useOrganisation();
  const { openJob } = useOpenJob();
  const terms = linkTerms(link, organisation.currency);
  return (
    <li className={styles.link}>
      <span>
        {linkWords(link)}{' '}
        <button type="button" className={styles.other} onClick={() => openJob(link.otherJobId)}>
          {link.otherName}
        </button>
        <span className={styles.small}>
          {[link.otherJobCode, jobStateWords[link.otherState].toLowerCase(), terms].filter(Boolean).join(' · ')}
        </span>
      </span>
      {onRemove && (
        <CloseButton size="sm" aria-label={`No longer ${linkWords(link)} ${link.otherName}`} onClick={onRemove} />
      )}
    </li>
  );
}
