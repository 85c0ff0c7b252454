import { slotEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

/** A large day that nobody asked about before is measured and laid out first. */
const PATIENCE_MILLISECONDS = 60_000;
const LOOK_AGAIN_MILLISECONDS = 60_000;

/** What is left of a date; undefined branch: the only one. */
export const roomQuery = (date: string, branchId: string | undefined) =>
  queryOptions({
    queryKey: [...keys.room, date, branchId ?? null],
    queryFn: ({ signal }) =>
      client
        .call(slotEndpoints.capacity, {
          query: { from: date, ...(branchId !== undefined && { branchId }) },
          budgetMilliseconds: PATIENCE_MILLISECONDS,
          attemptMilliseconds: PATIENCE_MILLISECONDS,
          signal,
        })
        .then(({ rows }) => rows[0]!),
    // Room goes to whoever comes first.
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
  });
