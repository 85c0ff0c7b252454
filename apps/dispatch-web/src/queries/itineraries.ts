import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { offerPositions } from '../live/positions.ts';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

export const itinerariesQuery = (date: string) =>
  queryOptions({
    queryKey: keys.itineraries(date),
    queryFn: async ({ signal }) => {
      const { rows } = await client.call(itineraryEndpoints.list, { query: { serviceDate: date }, signal });
      offerPositions(rows);
      return rows;
    },
  });

export const itineraryShapesQuery = (date: string) =>
  queryOptions({
    queryKey: keys.itineraryShapes(date),
    queryFn: ({ signal }) =>
      client.call(itineraryEndpoints.shapes, { query: { serviceDate: date }, signal }).then((answer) => answer.rows),
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

/** Puts fresher itineraries into the day's list; rows that did not change keep their identity. */
export function putItineraries(queryClient: QueryClient, fresh: readonly Itinerary[]): void {
  const young = new Map(fresh.map((itinerary) => [itinerary.id, itinerary]));
  for (const date of new Set(fresh.map((itinerary) => itinerary.serviceDate))) {
    queryClient.setQueryData(itinerariesQuery(date).queryKey, (rows) => {
      if (!rows) return rows;
      const known = new Set(rows.map((row) => row.id));
      const added = fresh.filter((itinerary) => itinerary.serviceDate === date && !known.has(itinerary.id));
      return [...rows.map((row) => young.get(row.id) ?? row), ...added];
    });
  }
}

/** Where a job stands, by the lists already read. */
export function itineraryOfJob(queryClient: QueryClient, jobId: string): string | null {
  for (const [, rows] of queryClient.getQueriesData<Itinerary[]>({ queryKey: ['itineraries'] })) {
    const found = rows?.find((itinerary) => itinerary.stops.some((stop) => stop.jobId === jobId));
    if (found) return found.id;
  }
  return null;
}
