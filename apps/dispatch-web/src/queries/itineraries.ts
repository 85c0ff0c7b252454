import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { offerPositions } from '../live/positions.ts';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

/** Of all branches unless one is named. */
export const itinerariesQuery = (date: string, branchId?: string) =>
  queryOptions({
    queryKey: [...keys.itineraries(date), branchId ?? null],
    queryFn: async ({ signal }) => {
      const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate: date, branchId }, signal });
      offerPositions(rows);
      return rows;
    },
  });

/** One, wherever and whenever it is: a list of itself, so that what keeps lists up to date keeps it too. */
export const itineraryQuery = (itineraryId: string) =>
  queryOptions({
    queryKey: [...keys.itineraries('one'), itineraryId],
    queryFn: async ({ signal }) => [await client.call(itineraryEndpoints.get, { params: { itineraryId }, signal })],
    select: ([itinerary]) => itinerary,
  });

export const itineraryShapesQuery = (date: string, branchId?: string) =>
  queryOptions({
    queryKey: [...keys.itineraryShapes(date), branchId ?? null],
    queryFn: ({ signal }) =>
      client
        .call(itineraryEndpoints.shapes, { query: { serviceDate: date, branchId }, signal })
        .then((answer) => answer.rows),
  });

/** Where its vehicle was, oldest first: the newest 5,000 fixes. */
export const trackQuery = (itineraryId: string) =>
  queryOptions({
    queryKey: keys.track(itineraryId),
    queryFn: ({ signal }) =>
      client.call(itineraryEndpoints.track, { params: { itineraryId }, signal }).then((answer) => answer.rows),
  });

/** What the day has room for changes with every move: an answer is good for the moment it is looked at. */
export const placesQuery = (date: string, jobId: string) =>
  queryOptions({
    queryKey: keys.places(date, jobId),
    queryFn: ({ signal }) =>
      client
        .call(itineraryEndpoints.places, { query: { serviceDate: date, jobId }, signal })
        .then((answer) => answer.rows),
    staleTime: 0,
    gcTime: 0,
  });

export const conflictsQuery = queryOptions({
  queryKey: keys.conflicts,
  queryFn: ({ signal }) =>
    client.call(itineraryEndpoints.conflicts, { query: { open: true }, signal }).then((answer) => answer.rows),
});

/** Somebody is to be visited: an empty one is nothing to dispatch. */
export const hasWork = ({ stops }: Pick<Itinerary, 'stops'>): boolean => stops.some(({ kind }) => kind !== 'break');

/** Puts fresher itineraries into the lists that were read of their day; rows that did not change keep their identity. */
export function putItineraries(queryClient: QueryClient, fresh: readonly Itinerary[]): void {
  const young = new Map(fresh.map((itinerary) => [itinerary.id, itinerary]));
  for (const [queryKey, rows] of itineraryLists(queryClient)) {
    const [, date, branchId] = queryKey;
    const known = new Set(rows.map((row) => row.id));
    const belongs = (one: Itinerary) => one.serviceDate === date && (branchId === null || one.branchId === branchId);
    const added = fresh.filter((itinerary) => belongs(itinerary) && !known.has(itinerary.id));
    if (added.length === 0 && !rows.some(({ id }) => young.has(id))) continue;
    queryClient.setQueryData(queryKey, [...rows.map((row) => young.get(row.id) ?? row), ...added]);
  }
}

/** Whether any list that was read has it. */
export const isListed = (queryClient: QueryClient, itineraryId: string): boolean =>
  itineraryLists(queryClient).some(([, rows]) => rows.some(({ id }) => id === itineraryId));

/** The lists that were read, of whatever date and branch. */
const itineraryLists = (queryClient: QueryClient) =>
  queryClient
    .getQueriesData<Itinerary[]>({ queryKey: ['itineraries'] })
    .flatMap(([queryKey, rows]) => (rows ? [[queryKey, rows] as const] : []));

/** Where a job stands, by the lists already read. */
export function itineraryOfJob(queryClient: QueryClient, jobId: string): string | null {
  for (const [, rows] of itineraryLists(queryClient)) {
    const found = rows.find((itinerary) => itinerary.stops.some((stop) => stop.jobId === jobId));
    if (found) return found.id;
  }
  return null;
}
