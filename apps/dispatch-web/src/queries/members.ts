import {
  accountEndpoints,
  everyRow,
  memberEndpoints,
  passkeyEndpoints,
  singleSignOnEndpoints,
} from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { tagged } from '../session/tagged.ts';
import { keys } from './keys.ts';

export const membersQuery = queryOptions({
  queryKey: keys.members,
  queryFn: ({ signal }) => everyRow((after) => client.call(memberEndpoints.list, { query: { after }, signal })),
});

const WAITING_MILLISECONDS = 5000;

/** Looked at again while a new address waits: it is confirmed in the mailbox, on whatever machine that is. */
export const accountQuery = queryOptions({
  queryKey: [...keys.account, 'own'],
  queryFn: ({ signal }) => client.call(accountEndpoints.get, { signal }),
  refetchInterval: ({ state }) => (state.data?.emailChange ? WAITING_MILLISECONDS : false),
  refetchOnWindowFocus: ({ state }) => (state.data?.emailChange ? 'always' : true),
});

export const sessionsQuery = queryOptions({
  queryKey: [...keys.account, 'sessions'],
  queryFn: ({ signal }) => client.call(accountEndpoints.sessions, { signal }).then((answer) => answer.rows),
});

export const passkeysQuery = queryOptions({
  queryKey: [...keys.account, 'passkeys'],
  queryFn: ({ signal }) => client.call(passkeyEndpoints.list, { signal }),
});

export const singleSignOnQuery = queryOptions({
  queryKey: [...keys.members, 'single-sign-on'],
  queryFn: ({ signal }) => client.exchange(singleSignOnEndpoints.get, { signal }).then(tagged),
});
