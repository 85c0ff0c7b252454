import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../queries/keys.ts';

/** Waits for a change of a customer, then has everything read again in which they stand. */
export function useCustomerChange(): (change: Promise<unknown>) => Promise<void> {
  const queryClient = useQueryClient();
  return async (change) => {
    await change;
    // Open jobs follow a correction; lists of jobs stand below the same word as customers.
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.jobs }),
      queryClient.invalidateQueries({ queryKey: ['job'] }),
    ]);
  };
}
