import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { itineraryQuery, trackQuery } from '../queries/itineraries.ts';
import { trackLines } from './track-lines.ts';

const LOOK_AGAIN_MILLISECONDS = 30_000;
const nothing: number[][][] = [];

/** Where the vehicle of the open itinerary really drove, as lines; looked at again while it drives. Empty while none is open. */
export function useTrack(itineraryId: string | null): number[][][] {
  const itinerary = useQuery({ ...itineraryQuery(itineraryId ?? ''), enabled: itineraryId !== null }).data;
  const hasStarted = itinerary !== undefined && itinerary.startedAt !== null;
  const isUnderWay = hasStarted && itinerary.finishedAt === null;
  const fixes = useQuery({
    ...trackQuery(itineraryId ?? ''),
    enabled: hasStarted,
    refetchInterval: isUnderWay ? LOOK_AGAIN_MILLISECONDS : false,
  }).data;
  return useMemo(() => (fixes ? trackLines(fixes) : nothing), [fixes]);
}
