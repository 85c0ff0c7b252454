import { useDebouncedValue } from '@mantine/hooks';
import type { AnswerOf, addressEndpoints as contract } from '@roundsman/api-contract';
import { addressEndpoints } from '@roundsman/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../session/client.ts';

export type Suggestion = AnswerOf<typeof contract.suggest>['rows'][number];

const TYPING_MILLISECONDS = 120;
/** Fewer would be like half the country. */
export const LEAST_LETTERS = 2;
const MOST_LETTERS = 200;

interface Suggestions {
  readonly rows: readonly Suggestion[];
  /** Why there are none: nobody could be asked. */
  readonly error: unknown;
}

/** Known addresses that are like what is being typed, from the platform's own geocoder. */
export function useSuggestions(text: string): Suggestions {
  const [settled] = useDebouncedValue(text.trim().slice(0, MOST_LETTERS), TYPING_MILLISECONDS);
  const answer = useQuery({
    queryKey: ['addresses', settled],
    queryFn: ({ signal }) => client.call(addressEndpoints.suggest, { query: { text: settled }, signal }),
    enabled: settled.length >= LEAST_LETTERS,
    placeholderData: keepPreviousData,
    staleTime: 10 * 60_000,
  });
  return { rows: answer.data?.rows ?? [], error: answer.error };
}
