import { sandboxEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

const SOON_MILLISECONDS = 500;
/** How many are out changes as itineraries end. */
const CREWS_MILLISECONDS = 5_000;

export const sandboxQuery = queryOptions({
  queryKey: keys.sandbox,
  queryFn: ({ signal }) => client.call(sandboxEndpoints.get, { signal }),
  // Seconds pass until it is made, and nothing on the log of the sandbox can say so to the organisation.
  refetchInterval: ({ state: { data } }) =>
    data?.state === 'making' || data?.state === 'emptying' ? SOON_MILLISECONDS : false,
});

export const crewsQuery = queryOptions({
  queryKey: keys.crews,
  queryFn: ({ signal }) => client.call(sandboxEndpoints.crews, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.running ? CREWS_MILLISECONDS : false),
});
