import type { Plan, PlanDetail } from '@roundsman/api-contract';
import { planEndpoints } from '@roundsman/client';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MoveRequest } from '../moves/move-request.ts';
import { targetWords } from '../moves/move-words.ts';
import type { DraggedJob, MoveTarget } from '../moves/moves-context.ts';
import { nowhere, placeAgain, standingOf } from '../moves/standing.ts';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { planQuery, planShapesQuery } from '../queries/plans.ts';
import { client } from '../session/client.ts';
import { rowOfPlannedRoute } from '../timeline/route-row.ts';
import { hasRoutes } from './plan-words.ts';

const byName = new Intl.Collator('en', { numeric: true });

/** A plan's routes as rows, its roads, the roads of the plans beside it, and moves by hand. */
export function usePlanBoard(plan: Plan, ghostIds: readonly string[]) {
  const ready = hasRoutes(plan);
  const detail = useQuery({ ...planQuery(plan.id), enabled: ready });
  const shapes = useQuery({ ...planShapesQuery(plan.id), enabled: ready });
  const ghosts = useQueries({
    queries: ghostIds.map(planShapesQuery),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
  const vehicles = useVehicles();
  const rows = useMemo(
    () =>
      (detail.data?.routes ?? [])
        .map((route) => rowOfPlannedRoute(route, vehicles.get(route.vehicleId)))
        .sort((first, second) => byName.compare(first.name, second.name)),
    [detail.data, vehicles],
  );
  return { detail, rows, shapes: shapes.data ?? none, ghosts, moves: usePlanMoves(plan.id) };
}

const none: never[] = [];

function usePlanMoves(planId: string) {
  const queryClient = useQueryClient();
  return useMemo(() => {
    const params = { planId };
    const move = async (request: MoveRequest) => {
      const answer: PlanDetail = await client.call(planEndpoints.move, { params, body: request });
      queryClient.setQueryData(planQuery(planId).queryKey, answer);
      void queryClient.invalidateQueries({ queryKey: [...keys.plan(planId), 'shapes'] });
      void queryClient.invalidateQueries({ queryKey: keys.plans });
    };
    return {
      price: (request: MoveRequest, signal: AbortSignal) =>
        client.call(planEndpoints.priceMove, { params, body: request, signal }),
      apply: async (request: MoveRequest, job: DraggedJob, target: MoveTarget) => {
        await move(request);
        const standing = job.from ? standingOf(job.from.row, job.from.stopId) : nowhere;
        notifyDone(`${job.label}: ${targetWords(target)}.`, () => {
          const { routes = [] } = queryClient.getQueryData(planQuery(planId).queryKey) ?? {};
          const there = routes.find(({ vehicleId }) => vehicleId === standing.vehicleId);
          const afterStopId = placeAgain(standing, there?.stops ?? []);
          return move({ jobId: job.jobId, vehicleId: standing.vehicleId, afterStopId });
        });
      },
    };
  }, [planId, queryClient]);
}
