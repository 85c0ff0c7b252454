import { itineraryEndpoints, jobEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

/** Words with the crew of an itinerary, oldest first. */
export const chatQuery = (itineraryId: string) =>
  queryOptions({
    queryKey: [...keys.chat, 'itinerary', itineraryId],
    queryFn: ({ signal }) =>
      client.call(itineraryEndpoints.chat, { params: { itineraryId }, signal }).then((answer) => answer.rows),
  });

/** Words with crews about a job, whichever itinerary it was on, oldest first. */
export const jobChatQuery = (jobId: string) =>
  queryOptions({
    queryKey: [...keys.chat, 'job', jobId],
    queryFn: ({ signal }) =>
      client.call(jobEndpoints.chat, { params: { jobId }, signal }).then((answer) => answer.rows),
  });

/** What the crews of a date wrote and nobody at the desk has read, newest first; of all branches unless one is named. */
export const unreadChatQuery = (date: string, branchId?: string) =>
  queryOptions({
    queryKey: [...keys.chat, 'unread', date, branchId ?? null],
    queryFn: ({ signal }) =>
      client
        .call(itineraryEndpoints.unreadChat, { query: { serviceDate: date, branchId }, signal })
        .then((answer) => answer.rows),
  });
