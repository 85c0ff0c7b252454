import { ActionIcon, Button } from '@mantine/core';
import type { Customer } from '@roundsman/api-contract';
import { customerEndpoints } from '@roundsman/client';
import { dayLabel, Empty, StateMark, stateFill } from '@roundsman/ui';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { contentWords, jobStateWords } from '../job/job-words.ts';
import { Fact, Facts, Section } from '../job/section.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { customerQuery } from '../queries/customers.ts';
import { jobListQuery, rowsOf } from '../queries/jobs.ts';
import { useOpenJob } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import styles from './customers.module.css';
import { MergeDialog } from './merge-dialog.tsx';
import { useCustomerChange } from './use-customer-change.ts';
import { visitWords } from './visit-words.ts';

const FEW_VISITS = 20;

interface PanelProps {
  customerId: string;
  onChoose: (customerId: string) => void;
  onClose: () => void;
}

/** One customer: how they are reached, and every visit of theirs. */
export function CustomerPanel({ customerId, onChoose, onClose }: PanelProps) {
  const query = useQuery(customerQuery(customerId));
  return (
    <aside className={styles.panel} aria-label="The customer">
      <QueryStates query={query} what="The customer">
        {query.data && (
          <Known customer={query.data.customer} etag={query.data.etag} onChoose={onChoose} onClose={onClose} />
        )}
      </QueryStates>
    </aside>
  );
}

interface KnownProps extends Omit<PanelProps, 'customerId'> {
  customer: Customer;
  etag: string | null;
}

function Known({ customer, etag, onChoose, onClose }: KnownProps) {
  const { can } = useOrganisation();
  const [asking, setAsking] = useState<'correct' | 'merge' | null>(null);
  const { name, phone, email, otherPhones, otherEmails, language, referenceId, notes, visits } = customer;
  return (
    <>
      <div className={styles.head}>
        <div>
          <h2 className={styles.name}>{name}</h2>
          <p className={tableStyles.muted}>{visitWords(visits)}</p>
        </div>
        <ActionIcon variant="subtle" aria-label="Close the customer" onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      <Section
        title="How they are reached"
        aside={
          can('jobs:write') && (
            <Button size="compact-sm" variant="default" onClick={() => setAsking('correct')}>
              Correct …
            </Button>
          )
        }
      >
        <Facts>
          <Fact name="Phone">{phone ? <a href={`tel:${phone}`}>{phone}</a> : 'none'}</Fact>
          <Fact name="E-mail">{email ? <a href={`mailto:${email}`}>{email}</a> : 'none'}</Fact>
          {otherPhones.length + otherEmails.length > 0 && (
            <Fact name="Also named">{[...otherPhones, ...otherEmails].join(', ')}</Fact>
          )}
          {language && <Fact name="Language">{language}</Fact>}
          {referenceId && <Fact name="Reference">{referenceId}</Fact>}
          <Fact name="Merchant">{customer.merchantName}</Fact>
          {notes && <Fact name="Notes">{notes}</Fact>}
        </Facts>
      </Section>
      <Visits customerId={customer.id} />
      <Section
        title="The same customer"
        aside={
          can('jobs:write') && (
            <Button size="compact-sm" variant="default" onClick={() => setAsking('merge')}>
              Is the same as …
            </Button>
          )
        }
      >
        <Merged customer={customer} />
      </Section>
      {asking === 'correct' && <CorrectDialog customer={customer} etag={etag} onClose={() => setAsking(null)} />}
      {asking === 'merge' && (
        <MergeDialog customer={customer} onMerged={() => onChoose(customer.id)} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function Visits({ customerId }: { customerId: string }) {
  const { openJob } = useOpenJob();
  const query = useInfiniteQuery(jobListQuery({ customerId }, FEW_VISITS));
  const jobs = rowsOf(query.data);
  return (
    <Section title="Visits">
      <QueryStates query={query} what="The visits" isEmpty={jobs.length === 0} empty={<Empty title="None is left." />}>
        <ul className={styles.visits}>
          {jobs.map((job) => (
            <li key={job.id}>
              <button type="button" className={styles.visit} onClick={() => openJob(job.id)}>
                <StateMark fill={stateFill(job.state)} label={jobStateWords[job.state]} />
                <span>{job.serviceDate ? dayLabel(job.serviceDate) : 'to be appointed'}</span>
                <span className={styles.what}>{contentWords(job)}</span>
                <span className={tableStyles.muted}>{job.code}</span>
              </button>
            </li>
          ))}
        </ul>
        {query.hasNextPage && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older ones
          </Button>
        )}
      </QueryStates>
    </Section>
  );
}

function Merged({ customer }: { customer: Customer }) {
  const { can } = useOrganisation();
  const changed = useCustomerChange();
  const separate = async (other: Customer['merged'][number]) => {
    const params = { customerId: customer.id };
    const body = { customerId: other.id };
    try {
      await changed(client.call(customerEndpoints.separate, { params, body }));
      notifyDone(`${other.name} is a customer of their own again.`, () =>
        changed(client.call(customerEndpoints.merge, { params, body })),
      );
    } catch (error) {
      notifyFailure(`${other.name} is still the same as ${customer.name}.`, error);
    }
  };
  if (customer.merged.length === 0) return <p className={tableStyles.muted}>Known under this name alone.</p>;
  return (
    <ul className={styles.merged}>
      {customer.merged.map((other) => (
        <li key={other.id}>
          {other.name}
          {can('jobs:write') && (
            <Button size="compact-xs" variant="subtle" onClick={() => void separate(other)}>
              Separate
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
