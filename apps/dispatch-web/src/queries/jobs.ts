import type { Job, jobEndpoints as jobContract, QueryOf } from '@roundsman/api-contract';
import { fileEndpoints, jobEndpoints, jobLinkEndpoints, messageEndpoints } from '@roundsman/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { tagged } from '../session/tagged.ts';
import { keys } from './keys.ts';

export type JobFilter = Omit<QueryOf<typeof jobContract.list>, 'after' | 'limit'>;

/** One page after another; `rowsOf` joins what has been read. */
export const jobListQuery = (filter: JobFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: [...keys.jobs, 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      client.call(jobEndpoints.list, { query: { ...filter, limit, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export function rowsOf<Row>(data: { pages: readonly { rows: readonly Row[] }[] } | undefined): Row[] {
  return data?.pages.flatMap((page) => page.rows) ?? [];
}

/** The first few jobs that words find. */
export const jobSearchQuery = (search: string) =>
  queryOptions({
    queryKey: [...keys.jobs, 'search-few', search],
    queryFn: ({ signal }) => client.call(jobEndpoints.list, { query: { search, limit: 5 }, signal }),
  });

const MOST_PAGES = 20;

/** Every job that the filter finds, up to 10,000: for sums that must not stop at a page. */
export async function readAllJobs(filter: JobFilter, signal?: AbortSignal): Promise<Job[]> {
  const jobs: Job[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await client.call(jobEndpoints.list, { query: { ...filter, limit: 500, after }, signal });
    jobs.push(...answer.rows);
    if (answer.next === null) break;
    after = answer.next;
  }
  return jobs;
}

export const allJobsQuery = (filter: JobFilter) =>
  queryOptions({
    queryKey: [...keys.jobs, 'all', filter],
    queryFn: ({ signal }) => readAllJobs(filter, signal),
  });

/** Of all branches unless one is named. */
export const jobCountsQuery = (serviceDate?: string, branchId?: string) =>
  queryOptions({
    queryKey: [...keys.jobs, 'counts', serviceDate ?? null, branchId ?? null],
    queryFn: ({ signal }) => client.call(jobEndpoints.counts, { query: { serviceDate, branchId }, signal }),
  });

export const jobQuery = (jobId: string) =>
  queryOptions({
    queryKey: keys.job(jobId),
    queryFn: ({ signal }) => client.call(jobEndpoints.get, { params: { jobId }, signal }),
  });

export const jobLinksQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...keys.job(jobId), 'links'],
    queryFn: ({ signal }) => client.exchange(jobLinkEndpoints.list, { params: { jobId }, signal }).then(tagged),
  });

export const jobAttachmentsQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...keys.job(jobId), 'attachments'],
    queryFn: ({ signal }) =>
      client.call(fileEndpoints.attachments, { params: { jobId }, signal }).then((answer) => answer.rows),
  });

export const jobHistoryQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...keys.job(jobId), 'history'],
    queryFn: ({ signal }) =>
      client.call(jobEndpoints.history, { params: { jobId }, signal }).then((answer) => answer.rows),
  });

export const jobConversationQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...keys.messages, 'job', jobId],
    queryFn: ({ signal }) =>
      client.call(messageEndpoints.conversation, { params: { jobId }, signal }).then((answer) => answer.rows),
  });
