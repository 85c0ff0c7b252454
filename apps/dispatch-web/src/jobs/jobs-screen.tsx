import { Button, MultiSelect, SegmentedControl } from '@mantine/core';
import { dayLabel, Empty, Sentence } from '@roundsman/ui';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CustomersView } from '../customers/customers-view.tsx';
import { jobStateWords } from '../job/job-words.ts';
import { FindField } from '../lists/find-field.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { ShowMore } from '../lists/show-more.tsx';
import { NewJobButton } from '../new-job/new-job-button.tsx';
import { jobCountsQuery, jobListQuery, rowsOf } from '../queries/jobs.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { JobTable } from './job-table.tsx';
import styles from './jobs-screen.module.css';
import { type JobsSearch, STATES } from './jobs-search.ts';

/** Every job, by date, state and words; or whom they are for. */
export function JobsScreen() {
  const { show } = useSearch({ from: '/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  return (
    <div className={styles.screen}>
      <SegmentedControl
        className={styles.shown}
        aria-label="What is shown"
        value={show ?? 'jobs'}
        data={[
          { value: 'jobs', label: 'Jobs' },
          { value: 'customers', label: 'Customers' },
        ]}
        onChange={(next) =>
          void navigate({
            to: '/jobs',
            search: (before) => ({ ...before, show: next === 'customers' ? 'customers' : undefined }),
          })
        }
      />
      {show === 'customers' ? <CustomersView /> : <Jobs />}
    </div>
  );
}

function Jobs() {
  const { date } = useServiceDate();
  const search = useSearch({ from: '/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const change = (next: Partial<JobsSearch>) =>
    void navigate({ to: '/jobs', search: (before) => ({ ...before, ...next }), replace: true });
  const serviceDate = search.days === 'all' ? undefined : date;
  const { branchId } = useBranch();
  const filter = { serviceDate, branchId, state: search.state, search: search.find, order: 'risk' as const };
  const query = useInfiniteQuery({ ...jobListQuery(filter), placeholderData: keepPreviousData });
  const jobs = rowsOf(query.data);

  return (
    <>
      <div className={styles.head}>
        <Sentence aside={<NewJobButton />}>
          <JobsSentence serviceDate={serviceDate} />
        </Sentence>
        <div className={styles.filters}>
          <FindField
            what="jobs"
            by="Name, street, code, order or reference"
            value={search.find ?? ''}
            onFind={(find) => change({ find: find || undefined })}
          />
          <MultiSelect
            className={styles.states}
            aria-label="States"
            placeholder={search.state ? undefined : 'Every state'}
            clearable
            data={STATES.map((state) => ({ value: state, label: jobStateWords[state] }))}
            value={search.state ?? []}
            onChange={(state) => change({ state: state.length > 0 ? (state as JobsSearch['state']) : undefined })}
          />
          <SegmentedControl
            aria-label="Dates"
            value={search.days ?? 'one'}
            data={[
              { value: 'one', label: dayLabel(date) },
              { value: 'all', label: 'Every date' },
            ]}
            onChange={(days) => change({ days: days === 'all' ? 'all' : undefined })}
          />
        </div>
      </div>
      <div className={styles.body}>
        <QueryStates
          query={query}
          what="The jobs"
          loadingRows={16}
          isEmpty={jobs.length === 0}
          empty={
            <Empty
              title="No job is like this."
              action={
                <Button variant="default" onClick={() => change({ find: undefined, state: undefined, days: 'all' })}>
                  Show all jobs
                </Button>
              }
            >
              Fewer filters find more.
            </Empty>
          }
        >
          <JobTable jobs={jobs} showsDate={serviceDate === undefined} />
          <ShowMore shown={jobs.length} query={query} />
        </QueryStates>
      </div>
    </>
  );
}

function JobsSentence({ serviceDate }: { serviceDate: string | undefined }) {
  const { branchId } = useBranch();
  const counts = useQuery(jobCountsQuery(serviceDate, branchId)).data;
  if (!counts) return 'Jobs';
  const number = (state: (typeof STATES)[number]) => counts.byState[state] ?? 0;
  const all = STATES.reduce((sum, state) => sum + number(state), 0);
  const over = number('completed') + number('partially_completed') + number('incomplete') + number('damaged');
  const parts = [`${all.toLocaleString('en-GB')} ${all === 1 ? 'job' : 'jobs'}`];
  if (over > 0) parts.push(`${number('completed')} of ${over} visits completed`);
  if (counts.late > 0) parts.push(`${counts.late} late`);
  return parts.join(', ');
}
