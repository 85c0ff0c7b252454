import type { Itinerary } from '@roundsman/api-contract';
import { duration } from '@roundsman/ui';
import type { RouteEta, RouteRow } from '../timeline/route-row.ts';

const ON_TIME_SECONDS = 120;

/** "12/18 · on time", "7/16 · 8 min behind", "draft · 16 stops". */
export function progressWords(
  row: RouteRow,
  itinerary: Itinerary | undefined,
  etas: ReadonlyMap<string, RouteEta>,
): string {
  if (!itinerary) return 'nothing to do';
  const { done, failed, of, delaySeconds } = itinerary.progress;
  if (itinerary.state === 'draft') return `draft · ${of} stops`;
  if (itinerary.state === 'finished') return `${done + failed}/${of} · finished`;
  if (itinerary.state === 'interrupted') return `${done + failed}/${of} · interrupted`;
  const waiting = itinerary.state === 'dispatched' ? ' · not started' : '';
  const delay = etas.get(row.itineraryId ?? '')?.delaySeconds ?? delaySeconds;
  return `${done + failed}/${of}${waiting || ` · ${delayWords(delay)}`}`;
}

export function delayWords(delaySeconds: number): string {
  if (delaySeconds > ON_TIME_SECONDS) return `${duration(delaySeconds)} behind`;
  if (delaySeconds < -ON_TIME_SECONDS) return `${duration(-delaySeconds)} ahead`;
  return 'on time';
}
