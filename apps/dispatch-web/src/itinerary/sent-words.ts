import type { CrewMessage } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { useMemo } from 'react';
import { useStore } from '../live/external-store.ts';
import { chatQuery } from '../queries/chat.ts';
import { keys } from '../queries/keys.ts';
import { queryClient } from '../queries/query-client.ts';
import { client } from '../session/client.ts';
import { pendingWords } from './pending-words.ts';

/** One for the whole desk: what did not get there waits for whoever opens the sheet again. */
export const sentWords = pendingWords(
  ({ key, itineraryId, jobId, words }) =>
    client.call(itineraryEndpoints.writeToCrew, {
      params: { itineraryId },
      body: { words, jobId },
      idempotencyKey: key,
    }),
  takeIn,
);

function takeIn(message: CrewMessage): void {
  if (message.itineraryId !== null)
    queryClient.setQueryData(chatQuery(message.itineraryId).queryKey, (rows) => rows && [...rows, message]);
  void queryClient.invalidateQueries({ queryKey: keys.chat });
}

/** What one member wrote is not for the next to send. */
export const forgetWords = () => sentWords.store.write([]);

/** What is on its way to this crew, or did not get there; about one job alone if it is named. */
export function usePendingWords(itineraryId: string | null, jobId: string | null) {
  const all = useStore(sentWords.store);
  return useMemo(
    () => all.filter((one) => one.itineraryId === itineraryId && (jobId === null || one.jobId === jobId)),
    [all, itineraryId, jobId],
  );
}
