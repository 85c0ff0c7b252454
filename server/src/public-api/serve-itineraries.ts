import { itineraryEndpoints, type RouteShape } from '@roundsman/api-contract';
import type { Roads } from '@roundsman/road-network';
import type { DeskPrincipal } from '../modules/accounts/index.ts';
import { drivingProfiles } from '../modules/fleet/index.ts';
import {
  changeVehicle,
  getItinerary,
  itineraryGeoJson,
  itineraryPolyline,
  markChatRead,
  type PreparedArrangement,
  prepareBreaks,
  prepareItinerary,
  prepareJobs,
  prepareOrder,
  prepareReversal,
  prepareVehicle,
  previewOrders,
  readChat,
  readUnreadChat,
  removeItinerary,
  routeOfItinerary,
  setBreaks,
  writeArrangement,
  writeToCrew,
} from '../modules/itineraries/index.ts';
import { drawRoutes } from '../modules/plans/index.ts';
import { followSome } from '../modules/tracking/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import { type Platform, Problem, type Work } from '../platform/index.ts';

/** Itineraries made and changed from outside, drawn, and talked about. */
export function serveItineraryChanges(door: OpenDoor<DeskPrincipal>, { database }: Platform, roads: Roads): void {
  const followed = async (work: Work, id: string) => (await followSome(work, [id]))[0]!;
  const unchanged = (work: Work, ifMatch: readonly string[] | null, id: string) =>
    requireUnchanged(work, ifMatch, id, async () => (await followSome(work, [id]))[0] ?? getItinerary(work, id));
  const read = (organisationId: string, id: string) => database.read(organisationId, (work) => getItinerary(work, id));

  door.serve(itineraryEndpoints.create, async ({ body, principal, unitOfWork }) => {
    const prepared = await prepareItinerary(database, roads, principal.organisationId, body);
    return unitOfWork(async (work) => {
      const list = await writeArrangement(work, prepared);
      return followed(work, list.find(({ vehicleId }) => vehicleId === body.vehicleId)!.id);
    });
  });
  door.serve(itineraryEndpoints.preview, ({ body, principal }) =>
    previewOrders(database, roads, principal.organisationId, body),
  );
  door.serve(itineraryEndpoints.moveMany, async ({ body, principal, unitOfWork }) => {
    const { serviceDate, vehicleId, jobIds, afterStopId: behind } = body;
    const wish = { serviceDate, vehicleId, jobIds, behind };
    const prepared = await prepareJobs(database, roads, principal.organisationId, wish);
    return unitOfWork(async (work) => {
      const ids = (await writeArrangement(work, prepared)).map(({ id }) => id);
      return { itineraries: await followSome(work, ids) };
    });
  });
  door.serve(itineraryEndpoints.addJobs, async ({ params, body, principal, ifMatch, unitOfWork }) => {
    const { organisationId } = principal;
    const { serviceDate, vehicleId, code } = await read(organisationId, params.itineraryId);
    if (vehicleId === null) throw noVehicle(code);
    const wish = { serviceDate, vehicleId, jobIds: body.jobIds, behind: body.afterStopId };
    const prepared = await prepareJobs(database, roads, organisationId, wish);
    return rewrite(params.itineraryId, ifMatch, unitOfWork, prepared);
  });
  door.serve(itineraryEndpoints.reverse, async ({ params, principal, ifMatch, unitOfWork }) => {
    const itinerary = await read(principal.organisationId, params.itineraryId);
    const prepared = await prepareReversal(database, roads, principal.organisationId, itinerary);
    return rewrite(params.itineraryId, ifMatch, unitOfWork, prepared);
  });
  door.serve(itineraryEndpoints.update, async ({ params, body, principal, ifMatch, unitOfWork }) => {
    const { organisationId } = principal;
    const { itineraryId } = params;
    const { vehicleId, jobIds } = body;
    const itinerary = await read(organisationId, itineraryId);
    if (vehicleId !== undefined && jobIds !== undefined) throw oneAtATime();
    if (jobIds !== undefined) {
      const prepared = await prepareOrder(database, roads, organisationId, itinerary, jobIds);
      return rewrite(itineraryId, ifMatch, unitOfWork, prepared);
    }
    if (vehicleId === undefined || vehicleId === itinerary.vehicleId)
      return unitOfWork(async (work) => {
        await unchanged(work, ifMatch, itineraryId);
        return followed(work, itineraryId);
      });
    const prepared = await prepareVehicle(database, roads, organisationId, itinerary, vehicleId);
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch, itineraryId);
      await changeVehicle(work, itineraryId, vehicleId, prepared);
      return followed(work, itineraryId);
    });
  });
  door.serve(itineraryEndpoints.setBreaks, async ({ params, body, principal, ifMatch, unitOfWork }) => {
    const { organisationId } = principal;
    const { itineraryId } = params;
    const itinerary = await read(organisationId, itineraryId);
    const prepared = await prepareBreaks(database, roads, organisationId, itinerary, body.breaks);
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch, itineraryId);
      await setBreaks(work, itineraryId, body.breaks, prepared);
      return followed(work, itineraryId);
    });
  });
  door.serve(itineraryEndpoints.remove, async ({ params, ifMatch, unitOfWork }) => {
    await unitOfWork(async (work) => {
      await unchanged(work, ifMatch, params.itineraryId);
      await removeItinerary(work, params.itineraryId);
    });
    return undefined;
  });

  const legsOf = async (organisationId: string, itineraryId: string) => {
    const { itinerary, profiles } = await database.read(organisationId, async (work) => ({
      itinerary: await getItinerary(work, itineraryId),
      profiles: await drivingProfiles(work),
    }));
    const route = routeOfItinerary(itinerary);
    const [shape] = route ? await drawRoutes(roads, [route], profiles) : [];
    return { itinerary, legs: shape?.legs ?? ([] as RouteShape['legs']) };
  };
  door.serve(itineraryEndpoints.geoJson, async ({ params, principal }) => {
    const { itinerary, legs } = await legsOf(principal.organisationId, params.itineraryId);
    return itineraryGeoJson(itinerary, legs);
  });
  door.serve(itineraryEndpoints.polyline, async ({ params, principal }) =>
    itineraryPolyline((await legsOf(principal.organisationId, params.itineraryId)).legs),
  );
  door.serve(itineraryEndpoints.position, ({ params, read: inRead }) =>
    inRead(async (work) => {
      await getItinerary(work, params.itineraryId);
      return { position: (await followSome(work, [params.itineraryId]))[0]?.position ?? null };
    }),
  );
  door.serve(itineraryEndpoints.chat, ({ params, read: inRead }) =>
    inRead(async (work) => ({ rows: await readChat(work, params.itineraryId) })),
  );
  door.serve(itineraryEndpoints.unreadChat, ({ query, read: inRead }) =>
    inRead(async (work) => ({ rows: await readUnreadChat(work, query) })),
  );
  door.serve(itineraryEndpoints.writeToCrew, ({ params, body, unitOfWork }) =>
    unitOfWork((work) => writeToCrew(work, params.itineraryId, { words: body.words, jobId: body.jobId ?? null })),
  );
  door.serve(itineraryEndpoints.markChatRead, ({ params, unitOfWork }) =>
    unitOfWork(async (work) => {
      const { id } = await getItinerary(work, params.itineraryId);
      return { read: await markChatRead(work, { itineraryId: id }) };
    }),
  );

  function rewrite<T>(
    itineraryId: string,
    ifMatch: readonly string[] | null,
    unitOfWork: (run: (work: Work) => Promise<T>) => Promise<T>,
    prepared: PreparedArrangement,
  ): Promise<T> {
    return unitOfWork(async (work) => {
      await unchanged(work, ifMatch, itineraryId);
      await writeArrangement(work, prepared);
      return (await followed(work, itineraryId)) as T;
    });
  }
}

function noVehicle(code: string): Problem {
  return new Problem({
    status: 409,
    code: 'no_vehicle',
    title: `${code} has no vehicle`,
    remedy: 'Give it one first.',
  });
}

function oneAtATime(): Problem {
  const message = 'Change the vehicle or the order, not both at once';
  const remedy = 'Send two requests.';
  const fields = [{ field: 'jobIds', code: 'one_at_a_time', message, remedy }];
  return new Problem({ status: 422, code: 'one_at_a_time', title: message, remedy, fields });
}
