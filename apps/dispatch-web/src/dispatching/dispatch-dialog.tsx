import type { BulkResult, Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { allJobsQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { policiesQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { countReached } from './count-reached.ts';

interface DispatchDialogProps {
  date: string;
  /** Drafts. */
  itineraries: readonly Itinerary[];
  onClose: () => void;
}

/** Before the day goes out: who will be told, how many, and that a sandbox tells nobody. */
export function DispatchDialog({ date, itineraries, onClose }: DispatchDialogProps) {
  const { organisation } = useOrganisation();
  const queryClient = useQueryClient();
  const vehicles = useVehicles();
  const jobs = useQuery(allJobsQuery({ serviceDate: date, state: ['scheduled'] }));
  const sandbox = organisation.kind === 'sandbox';
  const policy = useQuery(policiesQuery).data?.value.unconfirmedAtDispatch;
  const reached = countReached(itineraries, jobs.data ?? [], policy === 'drop');
  const nobody = itineraries.filter((itinerary) => itinerary.crew.length === 0);

  const dispatch = async () => {
    const { results, takenOff } = await client.call(itineraryEndpoints.dispatch, {
      body: { ids: itineraries.map((itinerary) => itinerary.id) },
      budgetMilliseconds: 60_000,
      attemptMilliseconds: 60_000,
    });
    await Promise.all(
      [['itineraries'], keys.jobs, keys.messages].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    );
    if (takenOff.length > 0) notifyDone(takenOffWords(takenOff.map(({ jobCode }) => jobCode)));
    report(results, (id) => {
      const itinerary = itineraries.find((one) => one.id === id);
      return vehicles.get(itinerary?.vehicleId ?? '')?.name ?? itinerary?.code ?? id;
    });
  };

  return (
    <ConfirmDialog
      title={`Dispatch ${itineraries.length === 1 ? 'one itinerary' : `${itineraries.length} itineraries`}`}
      confirm={
        sandbox
          ? `Dispatch ${itineraries.length}`
          : `Dispatch and tell ${reached.customers} ${reached.customers === 1 ? 'customer' : 'customers'}`
      }
      disabled={jobs.data === undefined}
      onConfirm={dispatch}
      onClose={onClose}
    >
      <p>
        {reached.stops} stops get their promise. <strong>{reached.customers}</strong> customers have an e-mail address
        or a phone number and are told their window
        {silentWords(reached.silent)}.
      </p>
      <p>
        <strong>{reached.crews}</strong> crews ({reached.people} people) get the itinerary on their device.
        {nobody.length > 0 && ` ${nobody.length} ${nobody.length === 1 ? 'has' : 'have'} no crew yet.`}
      </p>
      {reached.unconfirmed.length > 0 && policy !== 'allow' && (
        <p>
          <strong>{reached.unconfirmed.length}</strong> {reached.unconfirmed.length === 1 ? 'was' : 'were'} asked and{' '}
          {reached.unconfirmed.length === 1 ? 'has' : 'have'} not confirmed: {namesOf(reached.unconfirmed)}.
          {policy === 'block' && ' Their itineraries will be held back.'}
          {policy === 'drop' && ' They are taken off, and stand among the unplaced.'}
        </p>
      )}
      {sandbox && (
        <p>
          <strong>This is a sandbox: nobody is written to.</strong> The messages are made and kept under Messages.
        </p>
      )}
    </ConfirmDialog>
  );
}

function takenOffWords(codes: readonly string[]): string {
  const [count, are] = codes.length === 1 ? ['One visit', 'is'] : [`${codes.length} visits`, 'are'];
  return `${count} without a confirmation ${are} taken off: ${namesOf(codes)}.`;
}

function silentWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? '; one has neither and is told nothing' : `; ${count} have neither and are told nothing`;
}

function report(results: readonly BulkResult[], nameOf: (id: string) => string): void {
  const refused = results.filter((result) => !result.done);
  const done = results.length - refused.length;
  if (done > 0) notifyDone(`${done} ${done === 1 ? 'itinerary' : 'itineraries'} dispatched.`);
  if (refused.length > 0) {
    const reasons = refused.map(({ id, problem }) => `${nameOf(id)}: ${problem?.message ?? 'refused'}`);
    notifyFailure(`${refused.length} not dispatched.`, new Error(reasons.join(' · ')));
  }
}

const MOST_NAMES = 5;

function namesOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
