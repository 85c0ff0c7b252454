import type { CrewMessage } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { useMemo } from 'react';
import { useStore } from '../live/external-store.ts';
import { chatQuery } from '../queries/chat.ts';
import { keys } from '../queries/keys.ts';
import { queryClient } from '../queries/query-client.ts';
import { client } from '../session/client.ts';
import { keptInTab } from '../session/kept-in-tab.ts';
import { type PendingWords, pendingWords } from './pending-words.ts';

const PAGE_LEFT = new Error('The page was left before an answer came');

/** Whether they got there nobody knows, when a page is opened again: sent again they are not doubled. */
export const keptWords = keptInTab<readonly PendingWords[]>('roundsman.words', [], (kept) =>
  Array.isArray(kept) ? kept.map((one: PendingWords) => ({ ...one, error: PAGE_LEFT })) : null,
);

/** One for the whole desk: what did not get there waits for whoever opens the sheet again. */
export const sentWords = pendingWords(
  keptWords,
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

/** What is on its way to this crew, or did not get there; about one job alone if it is named. */
export function usePendingWords(itineraryId: string | null, jobId: string | null) {
  const all = useStore(sentWords.store);
  return useMemo(
    () => all.filter((one) => one.itineraryId === itineraryId && (jobId === null || one.jobId === jobId)),
    [all, itineraryId, jobId],
  );
}
