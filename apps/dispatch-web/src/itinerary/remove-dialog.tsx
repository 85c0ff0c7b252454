import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { useOpenItinerary } from '../selection/use-screen.ts';
import { client } from '../session/client.ts';
import styles from './itinerary-actions.module.css';
import { jobOrder } from './itinerary-changes.ts';
import { namesOf } from './itinerary-words.ts';
import { PATIENCE, useItineraryChange } from './use-itinerary-change.ts';

/** Off the day with all its jobs, which are named: a draft can be had back, one that is with a crew only by planning it again. */
export function RemoveDialog({ itinerary, onClose }: { itinerary: Itinerary; onClose: () => void }) {
  const change = useItineraryChange(itinerary.serviceDate);
  const { closeItinerary } = useOpenItinerary();
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const name = vehicle?.name ?? itinerary.code;
  const { state, crew, vehicleId } = itinerary;
  const visits = itinerary.stops.filter(({ kind }) => kind === 'job');
  const isOut = state !== 'draft';
  const jobs = visits.length === 1 ? '1 job' : `${visits.length} jobs`;

  const remove = async () => {
    await client.call(itineraryEndpoints.remove, { params: { itineraryId: itinerary.id } });
    change(null);
    closeItinerary();
    const again = isOut || vehicleId === null ? null : async () => change(await makeAgain(itinerary, vehicleId));
    notifyDone(`${name} has nothing to do on this day any more; its ${jobs} stand under Unplaced.`, again);
  };
  return (
    <ConfirmDialog
      title={`Take ${name} off the day`}
      confirm={
        isOut && crew.length > 0 ? `Take it off and tell ${namesOf(crew.map((one) => one.name))}` : 'Take it off'
      }
      onConfirm={remove}
      onClose={onClose}
    >
      {isOut ? (
        <p>
          It is dispatched
          {crew.length > 0 && ` to ${namesOf(crew.map((one) => one.name))}, whose phone will not show it any more`}.
          This cannot be undone; its jobs have to be planned and dispatched again.
        </p>
      ) : (
        <p>It is not dispatched yet: nobody is told.</p>
      )}
      <p>
        Free again and without a vehicle {visits.length === 1 ? 'is' : 'are'} its {jobs}:
      </p>
      <ol className={styles.jobs}>
        {visits.map(({ id, label, jobCode }) => (
          <li key={id}>
            {label} {jobCode && <small>{jobCode}</small>}
          </li>
        ))}
      </ol>
    </ConfirmDialog>
  );
}

/** The draft as it was: its jobs in their order, its crew, its own breaks. */
async function makeAgain(before: Itinerary, vehicleId: string): Promise<Itinerary> {
  const { serviceDate, breaks, crew } = before;
  const made = await client.call(itineraryEndpoints.create, {
    body: { serviceDate, vehicleId, jobIds: jobOrder(before) },
    ...PATIENCE,
  });
  const params = { itineraryId: made.id };
  const people = crew.map(({ operatorId, role }) => ({ operatorId, role }));
  const manned = await client.call(itineraryEndpoints.setCrew, { params, body: { crew: people } });
  return breaks === null
    ? manned
    : client.call(itineraryEndpoints.setBreaks, { params, body: { breaks }, ...PATIENCE });
}
