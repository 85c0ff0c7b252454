import type { Itinerary } from '@roundsman/api-contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { putItineraries } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';

/** Timing a day anew by the roads takes seconds where much is asked at once. */
export const PATIENCE = { budgetMilliseconds: 30_000, attemptMilliseconds: 30_000 } as const;

/** Takes in an itinerary as the server answered it after a change; null: one that is no more. What else shows the day is read again. */
export function useItineraryChange(serviceDate: string): (itinerary: Itinerary | null) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (itinerary) => {
      if (itinerary) putItineraries(queryClient, [itinerary]);
      for (const queryKey of [keys.itineraries(serviceDate), keys.itineraryShapes(serviceDate), keys.jobs])
        void queryClient.invalidateQueries({ queryKey });
    },
    [queryClient, serviceDate],
  );
}
