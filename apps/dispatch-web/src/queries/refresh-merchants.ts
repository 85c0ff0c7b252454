import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** After a merchant is new, changed or gone: its brand stands in a list of its own. */
export async function refreshMerchants(queryClient: QueryClient): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.merchants }),
    queryClient.invalidateQueries({ queryKey: keys.branding }),
  ]);
}
