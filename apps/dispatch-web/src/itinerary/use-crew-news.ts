import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { notifyNews } from '../notices/notify.ts';
import { unreadChatQuery } from '../queries/chat.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useOpenItinerary } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { newsOf } from './crews-that-wrote.ts';

const MOST_LETTERS = 140;

/** A crew that writes while the desk looks elsewhere is heard: a word about it, on whatever screen, with the way there. */
export function useCrewNews(): void {
  const { today, can } = useOrganisation();
  const { branchId } = useBranch();
  const { itineraryId, openItinerary } = useOpenItinerary();
  const allowed = can('itineraries:read');
  const unread = useQuery({ ...unreadChatQuery(today, branchId), enabled: allowed }).data;
  const itineraries = useQuery({ ...itinerariesQuery(today, branchId), enabled: false }).data;
  const vehicles = useVehicles();
  /** Of one list: what another branch or day has is not news. */
  const seen = useRef<{ list: string; ids: ReadonlySet<string> } | null>(null);
  const list = `${today} ${branchId ?? ''}`;

  const latest = useRef({ itineraryId, openItinerary, itineraries, vehicles });
  latest.current = { itineraryId, openItinerary, itineraries, vehicles };
  useEffect(() => {
    if (!unread) return;
    const { itineraryId: open, openItinerary: show, itineraries: known, vehicles: fleet } = latest.current;
    const before = seen.current?.list === list ? seen.current.ids : null;
    for (const { itineraryId: id, newest } of newsOf(before, unread, open)) {
      const vehicle = fleet.get(known?.find((one) => one.id === id)?.vehicleId ?? '');
      const who = [vehicle?.name, newest.name].filter(Boolean).join(', ') || 'A crew';
      const words = newest.words.length > MOST_LETTERS ? `${newest.words.slice(0, MOST_LETTERS)} …` : newest.words;
      notifyNews(`${who} wrote: ${words}`, { words: 'Open', run: () => show(id) });
    }
    seen.current = { list, ids: new Set(unread.map(({ id }) => id)) };
  }, [unread, list]);
}
