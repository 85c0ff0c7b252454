import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { dayLabel, duration, timeOfDay, timeSpan } from '@roundsman/ui';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { JobCustomerDialog } from '../customers/job-customer-dialog.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { JobChangeSheet } from './job-change-sheet.tsx';
import styles from './job-facts.module.css';
import { JobLines } from './job-lines.tsx';
import { changeExtent, confirmationWords, serviceLevelWords, windowWords } from './job-words.ts';
import { Fact, Facts, Section } from './section.tsx';

/** Everything else that is known: when, who, what, and by which numbers others call it. */
export function JobFacts({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const [giving, setGiving] = useState(false);
  const [changing, setChanging] = useState(false);
  const extent = changeExtent(job.state);
  return (
    <>
      {giving && <JobCustomerDialog job={job} onClose={() => setGiving(false)} />}
      {changing && extent && <JobChangeSheet job={job} extent={extent} onClose={() => setChanging(false)} />}
      <When job={job} />
      <JobLines job={job} />
      <Section
        title="Who"
        aside={
          can('jobs:write') && (
            <Button size="compact-xs" variant="subtle" onClick={() => setGiving(true)}>
              Another customer …
            </Button>
          )
        }
      >
        <Facts>
          <Fact name="Name">
            {job.customerId ? (
              <Link
                to="/jobs"
                search={({ date, select }) => ({
                  date,
                  select,
                  job: job.id,
                  show: 'customers',
                  customer: job.customerId!,
                })}
              >
                {job.contact.name}
              </Link>
            ) : (
              job.contact.name
            )}
          </Fact>
          <Fact name="Phone">
            {job.contact.phone ? <a href={`tel:${job.contact.phone}`}>{job.contact.phone}</a> : 'none'}
          </Fact>
          <Fact name="E-mail">
            {job.contact.email ? <a href={`mailto:${job.contact.email}`}>{job.contact.email}</a> : 'none'}
          </Fact>
          <Fact name="Confirmation">{confirmationWords[job.confirmation]}</Fact>
          {job.notes && <Fact name="Notes">{job.notes}</Fact>}
        </Facts>
      </Section>
      <Section
        title="How"
        aside={
          extent !== null &&
          job.state !== 'staging' &&
          can('jobs:write') && (
            <Button size="compact-xs" variant="subtle" onClick={() => setChanging(true)}>
              Change …
            </Button>
          )
        }
      >
        <Facts>
          <Fact name="Service">{serviceLevelWords[job.serviceLevel]}</Fact>
          <Fact name="At the door">{duration(job.serviceSeconds)}</Fact>
          <Fact name="People">{job.operatorsNeeded}</Fact>
          {job.priority > 0 && <Fact name="Priority">{job.priority}</Fact>}
          {job.skills.length > 0 && <Fact name="Skills">{job.skills.join(', ').replaceAll('_', ' ')}</Fact>}
          <Fact name="Signature">{job.signatureRequired ? 'required' : 'not required'}</Fact>
          {job.merchantName && <Fact name="Merchant">{job.merchantName}</Fact>}
          {job.customerReferenceId && <Fact name="Customer number">{job.customerReferenceId}</Fact>}
          {job.orderNumber && <Fact name="Order">{job.orderNumber}</Fact>}
          {job.referenceId && <Fact name="Reference">{job.referenceId}</Fact>}
          {job.tags.length > 0 && <Fact name="Tags">{job.tags.join(', ')}</Fact>}
        </Facts>
      </Section>
      <Metadata metadata={job.metadata} />
    </>
  );
}

/** What the program that made the job keeps beside it: read, not changed here. */
function Metadata({ metadata }: Pick<Job, 'metadata'>) {
  const entries = Object.entries(metadata).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return null;
  return (
    <Section title="Metadata">
      <Facts>
        {entries.map(([key, value]) => (
          <Fact key={key} name={key}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}

function When({ job }: { job: Job }) {
  const { zone, organisation } = useOrganisation();
  // A sandbox writes to nobody: its messages are made, and kept.
  const toldWord = organisation.kind === 'sandbox' ? 'message kept' : 'told';
  const { promise, progress } = job;
  const clock = (instant: string) => timeOfDay(new Date(instant), zone);
  return (
    <Section title="When">
      <Facts>
        <Fact name="Date">{job.serviceDate ? dayLabel(job.serviceDate) : 'to be appointed'}</Fact>
        <Fact name="Asked for">
          {windowWords(job.windows)}
          {job.zone !== zone && ` (${job.zone})`}
        </Fact>
        {promise && (
          <Fact name="Promised">
            {timeSpan(new Date(promise.from), new Date(promise.to), zone)}
            <span className={styles.aside}>
              {promise.number > 1 ? ` · changed ${promise.number - 1} ×` : ''}
              {promise.toldAt ? ` · ${toldWord} ${clock(promise.toldAt)}` : ' · not told yet'}
              {promise.why ? ` · ${promise.why}` : ''}
            </span>
          </Fact>
        )}
        {progress && (
          <>
            <Fact name="Planned">
              {clock(progress.plannedArrival)}, stop {progress.position + 1} of {progress.itineraryCode}
            </Fact>
            {progress.eta && (
              <Fact name="Expected">
                {clock(progress.eta.at)}
                <span className={styles.aside}>
                  {' '}
                  · between {clock(progress.eta.earliest)} and {clock(progress.eta.latest)}
                </span>
              </Fact>
            )}
          </>
        )}
      </Facts>
    </Section>
  );
}
