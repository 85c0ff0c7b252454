import type { Job } from '@roundsman/api-contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { jobQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';

/** Takes in a job as the server answered it after a change: the sheet shows it at once, lists are read again. */
export function useJobChange(): (job: Job) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (job: Job) => {
      queryClient.setQueryData(jobQuery(job.id).queryKey, job);
      for (const queryKey of [keys.jobs, [...keys.job(job.id), 'history'], ['itineraries']]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
    [queryClient],
  );
}
