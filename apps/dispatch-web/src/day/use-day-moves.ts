import { itineraryEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MoveRequest } from '../moves/move-request.ts';
import { targetWords } from '../moves/move-words.ts';
import type { DraggedJob, MoveTarget } from '../moves/moves-context.ts';
import { nowhere, placeAgain, type Standing, standingOf } from '../moves/standing.ts';
import { notifyDone } from '../notices/notify.ts';
import { hasWork, itinerariesQuery, putItineraries } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';

/** Pricing and doing moves on the day's itineraries, of one branch if that is what was read of it, with the way back. */
export function useDayMoves(date: string, branchId: string | undefined) {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const body = (move: MoveRequest) => ({ body: { ...move, serviceDate: date } });

    const known = () => queryClient.getQueryData(itinerariesQuery(date, branchId).queryKey) ?? [];
    const ofVehicle = (wanted: string | null) =>
      known().find(({ vehicleId, state }) => vehicleId !== null && vehicleId === wanted && state !== 'cancelled');
    /** The itinerary that a move made goes with it, unless somebody has used it meanwhile. */
    const removeIdle = async (itineraryId: string) => {
      const made = known().find(({ id }) => id === itineraryId);
      if (made?.state !== 'draft' || hasWork(made)) return;
      await client.call(itineraryEndpoints.remove, { params: { itineraryId } });
    };

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
      const afterStopId = placeAgain(standing, ofVehicle(standing.vehicleId)?.stops ?? []);
      return send({ jobId, vehicleId: standing.vehicleId, afterStopId });
    };

    return {
      price: (request: MoveRequest, signal: AbortSignal) =>
        client.call(itineraryEndpoints.priceMove, { ...body(request), signal }),
      send,
      sendBack,
      settle,
      apply: async (request: MoveRequest, job: DraggedJob, target: MoveTarget) => {
        const there = ofVehicle(request.vehicleId);
        await send(request);
        const made = there ? undefined : ofVehicle(request.vehicleId);
        settle();
        const standing = job.from ? standingOf(job.from.row, job.from.stopId) : nowhere;
        const undo = async () => {
          await sendBack(job.jobId, standing);
          if (made) await removeIdle(made.id);
        };
        notifyDone(`${job.label}: ${targetWords(target)}.`, () => undo().finally(settle));
      },
    };
  }, [date, branchId, queryClient]);
}
