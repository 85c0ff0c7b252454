import { Button, CloseButton } from '@mantine/core';
import type { AnswerOf, jobLinkEndpoints as contract, Job, JobLink } from '@roundsman/api-contract';
import { jobLinkEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { jobLinksQuery } from '../queries/jobs.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { onlyIf, type Tagged, tagged } from '../session/tagged.ts';
import styles from './job-links.module.css';
import { jobStateWords } from './job-words.ts';
import { LinkForm, type LinkWish } from './link-form.tsx';
import { isSetByPeople, linkTerms, linkWords } from './link-words.ts';
import { Section } from './section.tsx';

type Links = AnswerOf<typeof contract.list>;

const CLOSED: readonly Job['state'][] = ['completed', 'partially_completed', 'incomplete', 'damaged', 'cancelled'];

/** The jobs that this one hangs on: what must be done before, and who rides on one vehicle. */
export function JobLinks({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const { queryKey } = jobLinksQuery(job.id);
  const read = useQuery(jobLinksQuery(job.id)).data;
  const links = read?.value.rows ?? [];
  const [adding, setAdding] = useState(false);
  const mayChange = can('jobs:write') && !CLOSED.includes(job.state);
  if (links.length === 0 && !mayChange) return null;

  const take = (next: Tagged<Links>) => {
    queryClient.setQueryData(queryKey, next);
    setAdding(false);
  };
  const refused = (words: string) => (error: unknown) => {
    notifyFailure(words, error);
    void queryClient.invalidateQueries({ queryKey });
  };
  const remove = ({ otherJobId }: JobLink) =>
    client
      .exchange(jobLinkEndpoints.remove, { params: { jobId: job.id, otherJobId }, headers: onlyIf(read?.etag) })
      .then(tagged)
      .then(take, refused('The link was not taken away.'));
  const set = (body: LinkWish) =>
    client
      .exchange(jobLinkEndpoints.set, { params: { jobId: job.id }, body, headers: onlyIf(read?.etag) })
      .then(tagged)
      .then(take, refused('The two jobs were not linked.'));

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
      {adding && <LinkForm job={job} onSet={set} onLeave={() => setAdding(false)} />}
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
