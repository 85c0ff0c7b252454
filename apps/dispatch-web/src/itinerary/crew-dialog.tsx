import { MultiSelect } from '@mantine/core';
import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useOperators, useVehicles } from '../queries/fleet.ts';
import { client } from '../session/client.ts';
import styles from './itinerary-actions.module.css';
import { crewChange, withRoles } from './itinerary-changes.ts';
import { namesOf } from './itinerary-words.ts';
import { useItineraryChange } from './use-itinerary-change.ts';

const MOST_PEOPLE = 6;

/** Who runs it on this day alone; the vehicle's usual crew stays as it is. */
export function CrewDialog({ itinerary, onClose }: { itinerary: Itinerary; onClose: () => void }) {
  const change = useItineraryChange(itinerary.serviceDate);
  const operators = useOperators();
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const before = itinerary.crew;
  const [chosen, setChosen] = useState(before.map(({ operatorId }) => operatorId));
  const known = new Map(before.map(({ operatorId, name }) => [operatorId, name]));
  const nameOf = (id: string) => known.get(id) ?? operators.get(id)?.name ?? '';
  const available = [...operators.values()].filter(
    ({ id, active, branchId }) => known.has(id) || (active && branchId === itinerary.branchId),
  );
  const after = withRoles(chosen, before);
  const { on, off } = crewChange(before, after);
  const isTold = itinerary.state !== 'draft';
  const told = [...chosen, ...off].map(nameOf);
  const send = async (crew: typeof after) =>
    change(await client.call(itineraryEndpoints.setCrew, { params: { itineraryId: itinerary.id }, body: { crew } }));

  return (
    <ConfirmDialog
      title={`The crew of ${vehicle?.name ?? itinerary.code} on this day`}
      confirm={isTold && told.length > 0 ? `Change it and tell ${namesOf(told)}` : 'Change it'}
      disabled={on.length + off.length === 0}
      onConfirm={async () => {
        await send(after);
        const words = chosen.length === 0 ? 'has no crew now' : `is run by ${namesOf(chosen.map(nameOf))}`;
        notifyDone(`${vehicle?.name ?? itinerary.code} ${words}.`, () =>
          send(before.map(({ operatorId, role }) => ({ operatorId, role }))),
        );
      }}
      onClose={onClose}
    >
      <MultiSelect
        label="Crew"
        description="Somebody drives: who did, or else the first"
        searchable
        selectFirstOptionOnChange
        maxValues={MOST_PEOPLE}
        data={available.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      <div className={styles.form}>
        {on.length > 0 && <p>Comes on: {namesOf(on.map(nameOf))}.</p>}
        {off.length > 0 && <p>Goes off: {namesOf(off.map(nameOf))}. What they did stays on record.</p>}
        <p>
          {isTold ? 'It is with the crew: their phones show the change.' : 'It is not dispatched yet: nobody is told.'}
        </p>
      </div>
    </ConfirmDialog>
  );
}
