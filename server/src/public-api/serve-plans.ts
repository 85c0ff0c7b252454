import { itineraryEndpoints, planEndpoints } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { drivingProfiles } from '../modules/fleet/index.ts';
import {
  applyPlan,
  dispatchPrepared,
  findBestPlaces,
  getDayPlan,
  listConflicts,
  listItineraries,
  moveOnDay,
  planDay,
  prepareDayMove,
  prepareDispatch,
  routeOfItinerary,
  setCrew,
  settleConflict,
} from '../modules/itineraries/index.ts';
import {
  drawRoutes,
  dropPlan,
  listPlans,
  moveInPlan,
  prepareMoveInPlan,
  priceMoveInPlan,
  routesOfPlan,
  stopPlan,
} from '../modules/plans/index.ts';
import { followItineraries, followSome, readTrack } from '../modules/tracking/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem } from '../platform/index.ts';

export function servePlans(door: OpenDoor<DeskPrincipal>, { database }: Platform, roads: Roads): void {
  door.serve(planEndpoints.start, ({ body, unitOfWork }) =>
    unitOfWork((work) => planDay(work, { ...body, roads: roads.provider.label })),
  );
  door.serve(planEndpoints.list, ({ query, read }) =>
    read(async (work) => ({ rows: await listPlans(work, query.serviceDate) })),
  );
  door.serve(planEndpoints.get, ({ params, read }) => read((work) => getDayPlan(work, params.planId)));
  door.serve(planEndpoints.shapes, async ({ params, query, read }) => {
    const { routes, profiles } = await read(async (work) => ({
      routes: await routesOfPlan(work, params.planId),
      profiles: await drivingProfiles(work),
    }));
    return {
      rows: await drawRoutes(
        roads,
        routes.filter(({ vehicleId }) => query.vehicleId?.includes(vehicleId) ?? true),
        profiles,
      ),
    };
  });
  door.serve(planEndpoints.stop, ({ params, unitOfWork }) => unitOfWork((work) => stopPlan(work, params.planId)));
  door.serve(planEndpoints.priceMove, ({ params, body, principal }) =>
    priceMoveInPlan(database, roads, principal.organisationId, params.planId, body),
  );
  door.serve(planEndpoints.move, async ({ params, body, principal, unitOfWork }) => {
    const prepared = await prepareMoveInPlan(database, roads, principal.organisationId, params.planId, body);
    return unitOfWork((work) => moveInPlan(work, prepared));
  });
  door.serve(planEndpoints.apply, ({ params, query, unitOfWork }) =>
    unitOfWork((work) => applyPlan(work, params.planId, query)),
  );
  door.serve(planEndpoints.drop, ({ params, unitOfWork }) => unitOfWork((work) => dropPlan(work, params.planId)));
}

export function serveItineraries(door: OpenDoor<DeskPrincipal>, { database }: Platform, roads: Roads): void {
  door.serve(itineraryEndpoints.list, ({ query, read }) =>
    read(async (work) => {
      const { branchId, vehicleId, operatorId, state } = query;
      const rows = await followItineraries(work, query.serviceDate, branchId);
      return {
        rows: rows.filter(
          (itinerary) =>
            (vehicleId === undefined || itinerary.vehicleId === vehicleId) &&
            (operatorId === undefined || itinerary.crew.some((one) => one.operatorId === operatorId)) &&
            (state === undefined || state.length === 0 || state.includes(itinerary.state)),
        ),
      };
    }),
  );
  door.serve(itineraryEndpoints.get, ({ params, read }) =>
    read(async (work) => {
      const [itinerary] = await followSome(work, [params.itineraryId]);
      if (!itinerary)
        throw new Problem({ status: 404, code: 'itinerary_unknown', title: 'There is no such itinerary' });
      return itinerary;
    }),
  );
  door.serve(itineraryEndpoints.shapes, async ({ query, read }) => {
    const { list, profiles } = await read(async (work) => ({
      list: (await listItineraries(work, query.serviceDate, query.branchId)).filter(
        ({ state }) => state !== 'cancelled',
      ),
      profiles: await drivingProfiles(work),
    }));
    const rows = [];
    for (const itinerary of list) {
      const route = routeOfItinerary(itinerary);
      const [shape] = route ? await drawRoutes(roads, [route], profiles) : [];
      rows.push({ itineraryId: itinerary.id, vehicleId: itinerary.vehicleId, legs: shape?.legs ?? [] });
    }
    return { rows };
  });
  door.serve(itineraryEndpoints.track, ({ params, read }) =>
    read(async (work) => ({ rows: await readTrack(work, params.itineraryId) })),
  );
  door.serve(itineraryEndpoints.priceMove, async ({ body, principal }) => {
    const { takenOff: _takenOff, ...consequences } = (
      await prepareDayMove(database, roads, principal.organisationId, body)
    ).priced;
    return consequences;
  });
  door.serve(itineraryEndpoints.places, async ({ query: { count = 5, ...wish }, principal }) => ({
    rows: await findBestPlaces(database, roads, principal.organisationId, { ...wish, count }),
  }));
  door.serve(itineraryEndpoints.move, async ({ body, principal, unitOfWork }) => {
    const prepared = await prepareDayMove(database, roads, principal.organisationId, body);
    return unitOfWork(async (work) => ({
      itineraries: await followSome(
        work,
        (await moveOnDay(work, prepared)).map(({ id }) => id),
      ),
    }));
  });
  door.serve(itineraryEndpoints.setCrew, ({ params, body, ifMatch, unitOfWork }) =>
    unitOfWork(async (work) => {
      const id = params.itineraryId;
      await requireUnchanged(work, ifMatch, id, async () => (await followSome(work, [id]))[0]);
      await setCrew(work, id, body.crew);
      return (await followSome(work, [id]))[0]!;
    }),
  );
  door.serve(itineraryEndpoints.dispatch, async ({ body, principal, unitOfWork }) => {
    const prepared = await prepareDispatch(database, roads, principal.organisationId, body.ids);
    return unitOfWork((work) => dispatchPrepared(work, body.ids, body.promiseWidthSeconds, prepared));
  });
  door.serve(itineraryEndpoints.conflicts, ({ query, read }) =>
    read(async (work) => ({ rows: await listConflicts(work, query.open ?? false) })),
  );
  door.serve(itineraryEndpoints.settleConflict, ({ params, body, unitOfWork }) =>
    unitOfWork((work) => settleConflict(work, params.conflictId, body.resolution)),
  );
}
