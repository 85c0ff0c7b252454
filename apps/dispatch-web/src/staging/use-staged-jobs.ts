import type { BulkResult, Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { rememberUndo } from '../notices/notify.ts';
import { allJobsQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { useBranch } from '../selection/use-branch.ts';
import { client } from '../session/client.ts';
import { inversePatch, type JobPatch } from './staging-columns.ts';
import { showsJob } from './staging-filter.ts';

const RELEASE_AT_ONCE = 500;

/** The sheet's rows: everything in staging (of the branch in sight), and what was released here until it is put away. */
export function useStagedJobs(show: string | undefined) {
  const queryClient = useQueryClient();
  const { branchId } = useBranch();
  const stagedQuery = allJobsQuery({ branchId, state: ['staging'], order: 'code' });
  const query = useQuery(stagedQuery);
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [released, setReleased] = useState<readonly Job[]>([]);
  const staged = query.data ?? none;

  const rows = useMemo(() => {
    const there = new Set(staged.map((job) => job.id));
    return [...staged, ...released.filter((job) => !there.has(job.id))].sort(inFileOrder);
  }, [staged, released]);
  const shown = useCalmFilter(rows, show);

  const take = (job: Job) => {
    queryClient.setQueryData(stagedQuery.queryKey, (jobs) => jobs?.map((one) => (one.id === job.id ? job : one)));
    queryClient.setQueryData([...keys.job(job.id)], job);
  };
  const send = async (jobId: string, patch: JobPatch) =>
    take(await client.call(jobEndpoints.update, { params: { jobId }, body: patch }));

  return {
    query,
    rows,
    shown,
    results,
    /** Changes a row; Ctrl+Z changes it back. */
    change: async (job: Job, patch: JobPatch, words: string) => {
      await send(job.id, patch);
      rememberUndo(words, () => send(job.id, inversePatch(job, patch)));
    },
    /** Releases rows, each on its own: the answer says which went and which did not. */
    release: async (jobs: readonly Job[]) => {
      const answers: BulkResult[] = [];
      for (let start = 0; start < jobs.length; start += RELEASE_AT_ONCE) {
        const ids = jobs.slice(start, start + RELEASE_AT_ONCE).map((job) => job.id);
        const answer = await client.call(jobEndpoints.release, { body: { ids }, budgetMilliseconds: 60_000 });
        answers.push(...answer.results);
      }
      const done = new Set(answers.flatMap((answer) => (answer.done ? [answer.id] : [])));
      setReleased((before) => [...before, ...jobs.filter((job) => done.has(job.id))]);
      setResults((before) => new Map([...before, ...answers.map((answer) => [answer.id, answer] as const)]));
      await queryClient.invalidateQueries({ queryKey: keys.jobs });
      return { released: done.size, refused: answers.length - done.size };
    },
    /** Puts the released rows away and forgets the answers. */
    tidy: () => {
      setReleased([]);
      setResults(new Map());
    },
  };
}

const none: Job[] = [];

function inFileOrder(first: Job, second: Job): number {
  const batches = (first.import?.batchId ?? '').localeCompare(second.import?.batchId ?? '');
  return batches || (first.import?.row ?? 0) - (second.import?.row ?? 0) || first.code.localeCompare(second.code);
}

/** A row that has been mended does not vanish from under the hand: it stays until another filter is chosen. */
function useCalmFilter(rows: readonly Job[], show: string | undefined): Job[] {
  const kept = useRef<{ show: string | undefined; ids: Set<string> }>({ show, ids: new Set() });
  return useMemo(() => {
    if (kept.current.show !== show) kept.current = { show, ids: new Set() };
    const { ids } = kept.current;
    const shown = rows.filter((job) => ids.has(job.id) || showsJob(show, job));
    for (const job of shown) ids.add(job.id);
    return shown;
  }, [rows, show]);
}
