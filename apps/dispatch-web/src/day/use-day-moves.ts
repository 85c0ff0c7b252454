import { itineraryEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MoveRequest } from '../moves/move-request.ts';
import { targetWords } from '../moves/move-words.ts';
import type { DraggedJob, MoveTarget } from '../moves/moves-context.ts';
import { stopBefore } from '../moves/stop-before.ts';
import { notifyDone } from '../notices/notify.ts';
import { putItineraries } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';

/** Pricing and doing moves on the day's itineraries, with the way back. */
export function useDayMoves(date: string) {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const body = (move: MoveRequest) => ({ body: { ...move, serviceDate: date } });

    const move = async (request: MoveRequest) => {
      const { itineraries } = await client.call(itineraryEndpoints.move, body(request));
      putItineraries(queryClient, itineraries);
      void queryClient.invalidateQueries({ queryKey: keys.itineraries(date) });
      void queryClient.invalidateQueries({ queryKey: keys.itineraryShapes(date) });
      void queryClient.invalidateQueries({ queryKey: keys.jobs });
      void queryClient.invalidateQueries({ queryKey: keys.job(request.jobId) });
    };

    return {
      price: (request: MoveRequest, signal: AbortSignal) =>
        client.call(itineraryEndpoints.priceMove, { ...body(request), signal }),
      apply: async (request: MoveRequest, job: DraggedJob, target: MoveTarget) => {
        await move(request);
        const back: MoveRequest = {
          jobId: job.jobId,
          vehicleId: job.from?.row.vehicleId ?? null,
          afterStopId: job.from ? stopBefore(job.from.row, job.from.stopId) : null,
        };
        notifyDone(`${job.label}: ${targetWords(target)}.`, () => move(back));
      },
    };
  }, [date, queryClient]);
}
