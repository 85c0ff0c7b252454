import { itineraryEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MoveRequest } from '../moves/move-request.ts';
import { targetWords } from '../moves/move-words.ts';
import type { DraggedJob, MoveTarget } from '../moves/moves-context.ts';
import { nowhere, placeAgain, type Standing, standingOf } from '../moves/standing.ts';
import { notifyDone } from '../notices/notify.ts';
import { itinerariesQuery, putItineraries } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';

/** Pricing and doing moves on the day's itineraries, with the way back. */
export function useDayMoves(date: string) {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const body = (move: MoveRequest) => ({ body: { ...move, serviceDate: date } });

    /** Moves; what else shows the day is put right by `settle`, once after however many moves. */
    const send = async (request: MoveRequest) => {
      const { itineraries } = await client.call(itineraryEndpoints.move, body(request));
      putItineraries(queryClient, itineraries);
      void queryClient.invalidateQueries({ queryKey: keys.job(request.jobId) });
    };
    const settle = () => {
      for (const queryKey of [keys.itineraries(date), keys.itineraryShapes(date), keys.jobs]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    };
    const sendBack = (jobId: string, standing: Standing) => {
      const itineraries = queryClient.getQueryData(itinerariesQuery(date).queryKey) ?? [];
      const there = itineraries.find(
        ({ vehicleId, state }) => vehicleId === standing.vehicleId && state !== 'cancelled',
      );
      const afterStopId = placeAgain(standing, there?.stops ?? []);
      return send({ jobId, vehicleId: standing.vehicleId, afterStopId });
    };

    return {
      price: (request: MoveRequest, signal: AbortSignal) =>
        client.call(itineraryEndpoints.priceMove, { ...body(request), signal }),
      send,
      sendBack,
      settle,
      apply: async (request: MoveRequest, job: DraggedJob, target: MoveTarget) => {
        await send(request);
        settle();
        const standing = job.from ? standingOf(job.from.row, job.from.stopId) : nowhere;
        notifyDone(`${job.label}: ${targetWords(target)}.`, () => sendBack(job.jobId, standing).finally(settle));
      },
    };
  }, [date, queryClient]);
}
