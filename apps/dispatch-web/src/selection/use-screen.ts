import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useOrganisation } from '../session/organisation-context.ts';
import type { ScreenSearch } from './screen-search.ts';
import { readSelection, type Selection, sameSelection, writeSelection } from './selection.ts';

/** The selection and the way to change it. Choosing replaces the history entry: Back leaves the screen, not the click. */
export function useSelection(): [Selection | null, (selection: Selection | null) => void] {
  const text = useSearch({ strict: false, select: (search: ScreenSearch) => search.select });
  const selection = useMemo(() => readSelection(text), [text]);
  const change = useChangeSearch();
  const select = useCallback(
    (next: Selection | null) => {
      change((search) => {
        const before = readSelection(search.select);
        return sameSelection(before, next) ? search : { ...search, select: writeSelection(next) };
      });
    },
    [change],
  );
  return [selection, select];
}

/** The job whose sheet lies beside the screen, and the ways to open and close it. */
export function useOpenJob(): { jobId: string | null; openJob: (jobId: string) => void; closeJob: () => void } {
  const jobId = useSearch({ strict: false, select: (search: ScreenSearch) => search.job }) ?? null;
  const change = useChangeSearch();
  const openJob = useCallback(
    (id: string) =>
      change((search) => ({ ...search, select: writeSelection({ kind: 'job', id }), job: id, new: undefined })),
    [change],
  );
  const closeJob = useCallback(() => change((search) => ({ ...search, job: undefined })), [change]);
  return { jobId, openJob, closeJob };
}

/** The form for a new job, which takes the place of the job's sheet; `null` while it is not open. */
export function useNewJob(): {
  form: string | null;
  openForm: (likeJobId?: string) => void;
  closeForm: () => void;
} {
  const form = useSearch({ strict: false, select: (search: ScreenSearch) => search.new }) ?? null;
  const change = useChangeSearch();
  const openForm = useCallback(
    (likeJobId = 'job') => change((search) => ({ ...search, job: undefined, new: likeJobId })),
    [change],
  );
  const closeForm = useCallback(() => change((search) => ({ ...search, new: undefined })), [change]);
  return { form, openForm, closeForm };
}

/** The itinerary whose sheet lies beside the screen, and the ways to open and close it. */
export function useOpenItinerary(): {
  itineraryId: string | null;
  openItinerary: (itineraryId: string) => void;
  closeItinerary: () => void;
} {
  const itineraryId = useSearch({ strict: false, select: (search: ScreenSearch) => search.itinerary }) ?? null;
  const change = useChangeSearch();
  const openItinerary = useCallback(
    (id: string) =>
      change((search) => ({
        ...search,
        select: writeSelection({ kind: 'itinerary', id }),
        itinerary: id,
        job: undefined,
        new: undefined,
      })),
    [change],
  );
  const closeItinerary = useCallback(() => change((search) => ({ ...search, itinerary: undefined })), [change]);
  return { itineraryId, openItinerary, closeItinerary };
}

/** The sheet that shows what is left of the days ahead. */
export function useRoomAhead(): { isOpen: boolean; openRoom: () => void; closeRoom: () => void } {
  const isOpen = useSearch({ strict: false, select: (search: ScreenSearch) => search.room }) === 'ahead';
  const change = useChangeSearch();
  const openRoom = useCallback(
    () => change((search) => ({ ...search, room: 'ahead', job: undefined, new: undefined, itinerary: undefined })),
    [change],
  );
  const closeRoom = useCallback(() => change((search) => ({ ...search, room: undefined })), [change]);
  return { isOpen, openRoom, closeRoom };
}

/** The service date that the screen shows: the URL's, else the organisation's today. */
export function useServiceDate(): { date: string; isToday: boolean; setDate: (date: string) => void } {
  const { today } = useOrganisation();
  const chosen = useSearch({ strict: false, select: (search: ScreenSearch) => search.date });
  const change = useChangeSearch();
  const setDate = useCallback(
    (date: string) =>
      change((search) => ({
        ...search,
        date: date === today ? undefined : date,
        select: undefined,
        job: undefined,
        itinerary: undefined,
      })),
    [change, today],
  );
  return { date: chosen ?? today, isToday: chosen === undefined || chosen === today, setDate };
}

function useChangeSearch(): (change: (search: ScreenSearch) => ScreenSearch) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) => {
      void navigate({ to: '.', search: (search) => change(search as ScreenSearch) as never, replace: true });
    },
    [navigate],
  );
}
