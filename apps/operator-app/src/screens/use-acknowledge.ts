import { useEffect, useRef } from 'react';
import type { ShownItinerary } from '../day/show-itinerary.ts';
import { useDevice } from '../device/device-context.ts';

/**
 * Tells the office that this revision of the tour was shown: once each, and only what is really looked at. While it
 * stands behind a notice that the tour changed, it is not.
 */
export function useAcknowledge(itinerary: ShownItinerary | null, isSeen: boolean): void {
  const device = useDevice();
  const told = useRef(new Set<string>());
  const { id, revision = 0, acknowledgedRevision = null } = itinerary ?? {};
  const isNews = id !== undefined && revision > (acknowledgedRevision ?? 0) && itinerary?.state !== 'finished';
  useEffect(() => {
    const mark = `${id} ${revision}`;
    if (!isNews || !isSeen || id === undefined || told.current.has(mark)) return;
    if (document.visibilityState !== 'visible') return;
    told.current.add(mark);
    // A phone that cannot keep it tells of it the next time the tour is shown.
    device.record({ kind: 'acknowledge', itineraryId: id, stopId: null, payload: {} }).catch(() => {});
  }, [device, id, revision, isNews, isSeen]);
}
