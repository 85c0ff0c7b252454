import type { QueryOf, RuleFields, messageTemplateEndpoints as templateContract } from '@roundsman/api-contract';
import { consentEndpoints, messageTemplateEndpoints, notificationRuleEndpoints } from '@roundsman/client';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const rulesQuery = queryOptions({
  queryKey: [...keys.notifications, 'rules'],
  queryFn: ({ signal }) => client.call(notificationRuleEndpoints.list, { signal }).then((answer) => answer.rows),
});

/** Whom a rule would reach today, as it stands in the form. */
export const reachQuery = (rule: RuleFields, ruleKey: string | null) =>
  queryOptions({
    queryKey: [...keys.notifications, 'reach', ruleKey, rule],
    queryFn: ({ signal }) => client.call(notificationRuleEndpoints.reach, { body: { rule, ruleKey }, signal }),
    retry: false,
  });

export type WordsPlace = QueryOf<typeof templateContract.get>;

export const wordsQuery = (place: WordsPlace) =>
  queryOptions({
    queryKey: [...keys.notifications, 'words', place],
    queryFn: ({ signal }) => client.call(messageTemplateEndpoints.get, { query: place, signal }),
  });

export const ownWordsQuery = queryOptions({
  queryKey: [...keys.notifications, 'own-words'],
  queryFn: ({ signal }) => client.call(messageTemplateEndpoints.list, { signal }).then((answer) => answer.rows),
});

export const wishesQuery = (search: string) =>
  queryOptions({
    queryKey: [...keys.notifications, 'wishes', search],
    queryFn: ({ signal }) =>
      client.call(consentEndpoints.list, { query: { limit: 100, ...(search ? { search } : {}) }, signal }),
  });
