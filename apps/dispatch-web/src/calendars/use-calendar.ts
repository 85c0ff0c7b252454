import type { BranchCalendar, VehicleCalendar } from '@roundsman/api-contract';
import { calendarEndpoints, RefusedError } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { onlyIf, type Tagged, tagged } from '../session/tagged.ts';

interface Door<Calendar> {
  readonly name: string;
  readonly read: (signal: AbortSignal) => Promise<Tagged<Calendar>>;
  readonly write: (calendar: Calendar, etag: string | null) => Promise<Tagged<Calendar>>;
}

export function useBranchCalendar(branchId: string, name: string) {
  const params = { branchId };
  return useCalendar<BranchCalendar>(branchId, {
    name,
    read: (signal) => client.exchange(calendarEndpoints.branch, { params, signal }).then(tagged),
    write: (body, etag) =>
      client.exchange(calendarEndpoints.setBranch, { params, body, headers: onlyIf(etag) }).then(tagged),
  });
}

export function useVehicleCalendar(vehicleId: string, name: string) {
  const params = { vehicleId };
  return useCalendar<VehicleCalendar>(vehicleId, {
    name,
    read: (signal) => client.exchange(calendarEndpoints.vehicle, { params, signal }).then(tagged),
    write: (body, etag) =>
      client.exchange(calendarEndpoints.setVehicle, { params, body, headers: onlyIf(etag) }).then(tagged),
  });
}

export type OpenCalendar<Calendar> = ReturnType<typeof useCalendar<Calendar>>;

/** Reads a calendar and writes it as a whole; what somebody else changed meanwhile is not overwritten. */
function useCalendar<Calendar>(id: string, { name, read, write }: Door<Calendar>) {
  const queryClient = useQueryClient();
  const queryKey = [...keys.fleet, 'calendar', id];
  const asked = { queryKey, queryFn: ({ signal }: { signal: AbortSignal }) => read(signal), staleTime: 0 };
  const query = useQuery(asked);
  const keep = async (answer: Tagged<Calendar>) => {
    queryClient.setQueryData(queryKey, answer);
    await queryClient.invalidateQueries({ queryKey: [...keys.fleet, 'vehicles'] });
    return answer;
  };
  // Whoever is typing keeps what they read; a change by somebody else comes to light when they save. It is then theirs to
  // decide, with both at hand.
  const [theirs, setTheirs] = useState<Tagged<Calendar> | null>(null);
  const [unsaved, setUnsaved] = useState(false);
  const [shown, setShown] = useState(query.data);
  if (!unsaved && shown !== query.data) setShown(query.data);
  const save = useMutation({
    mutationFn: async (next: Calendar) => {
      const before = theirs ?? shown;
      const after = await keep(await write(next, before?.etag ?? null));
      const undo = before && (async () => keep(await write(before.value, after.etag)));
      notifyDone(`The hours of ${name} are changed.`, undo ?? null, 'Plans and slots made from now on go by them.');
    },
    onSuccess: () => {
      setUnsaved(false);
      setTheirs(null);
    },
    onError: async (error) => {
      const overtaken = error instanceof RefusedError && error.problem.code === 'changed_meanwhile';
      const now = overtaken ? await queryClient.fetchQuery(asked).catch(() => null) : null;
      if (now) setTheirs(now);
      else notifyFailure(`The hours of ${name} are as they were.`, error);
    },
  });
  const takeTheirs = () => {
    setTheirs(null);
    setUnsaved(false);
  };
  return { query, shown, save, setUnsaved, isOvertaken: theirs !== null, takeTheirs };
}
