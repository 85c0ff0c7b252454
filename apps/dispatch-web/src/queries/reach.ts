import { roadEndpoints } from '@roundsman/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { client } from '../session/client.ts';
import { keys } from './keys.ts';

interface Asked {
  point: { lon: number; lat: number };
  minutes: number;
}

/** The ground that a van reaches from a place; it changes with the map extract alone. */
export function useReach({ point, minutes }: Asked) {
  return useQuery({
    queryKey: [...keys.reach, point.lon, point.lat, minutes],
    queryFn: ({ signal }) => client.call(roadEndpoints.reach, { query: { ...point, minutes: [minutes] }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
}
