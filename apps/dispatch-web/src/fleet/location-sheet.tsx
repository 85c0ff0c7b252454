import { Select, TextInput } from '@mantine/core';
import type { BodyOf, fleetEndpoints as contract, Location } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { difference } from '../forms/difference.ts';
import styles from '../forms/form.module.css';
import { FormSheet } from '../forms/form-sheet.tsx';
import { MoneyField, NumberField } from '../forms/number-field.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { BranchField, useFirstBranch } from './branch-field.tsx';
import {
  firstLocation,
  KIND_WORDS,
  LOCATION_FIELDS,
  type LocationInput,
  type LocationValues,
  locationValues,
  readLocation,
} from './location-values.ts';
import { PlaceField } from './place-field.tsx';

type LocationPatch = BodyOf<typeof contract.updateLocation>;

/** A new place, or changes to one: what it is, where it is, and how vehicles are loaded there. */
export function LocationSheet({ location, onClose }: { location: Location | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { currency } = useOrganisation().organisation;
  const branchId = useFirstBranch();
  const [first] = useState(() => (location ? locationValues(location, currency) : firstLocation(branchId)));
  const [values, setValues] = useState<LocationValues>(first);
  const set = (change: Partial<LocationValues>) => setValues((before) => ({ ...before, ...change }));
  const { body, faults } = readLocation(values, currency, location);

  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.fleet });
  const change = async (locationId: string, patch: LocationPatch) => {
    await client.call(fleetEndpoints.updateLocation, { params: { locationId }, body: patch });
    await refresh();
  };
  const add = async (input: LocationInput) => {
    await client.call(fleetEndpoints.createLocation, { body: input });
    await refresh();
    notifyDone(`${input.name} is added.`);
  };
  const save = async () => {
    if (!body) return;
    if (!location) return add(body);
    const { branchId: _, ...fields } = body;
    const differs = difference<LocationPatch>(location, fields);
    if (!differs) return;
    await change(location.id, differs.change);
    notifyDone(`${body.name} is changed.`, () => change(location.id, differs.back));
  };

  return (
    <FormSheet
      title={location ? `Change ${location.name}` : 'Add a place'}
      confirm={location ? 'Change it' : 'Add it'}
      fields={LOCATION_FIELDS}
      faults={faults}
      changed={values !== first}
      note={location ? 'Itineraries that exist already stay as they are; the next plan goes by this.' : undefined}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <div className={styles.form}>
          <div className={styles.pair}>
            <TextInput
              label="Name"
              placeholder="Depot Schaan"
              data-autofocus
              maxLength={200}
              value={values.name}
              error={faultOf('name')}
              onChange={(event) => set({ name: event.currentTarget.value })}
            />
            <Select
              label="Kind"
              allowDeselect={false}
              data={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
              value={values.kind}
              error={faultOf('kind')}
              onChange={(kind) => kind !== null && set({ kind: kind as LocationValues['kind'] })}
            />
          </div>
          {!location && (
            <BranchField
              value={values.branchId}
              error={faultOf('branchId')}
              onChange={(branchId) => set({ branchId })}
            />
          )}
          <PlaceField
            addressLine={values.addressLine}
            point={values.point}
            name={values.name.trim()}
            faultOf={faultOf}
            onChange={set}
          />
          <TextInput
            label="Open"
            description="06:00–19:00; several with commas"
            placeholder="always"
            value={values.opening}
            error={faultOf('opening')}
            onChange={(event) => set({ opening: event.currentTarget.value })}
          />
          <div className={styles.pair}>
            <NumberField
              label="Docks: vehicles that load at once"
              placeholder="no limit"
              min={1}
              max={1000}
              value={values.docks}
              error={faultOf('dockSlots')}
              onChange={(docks) => set({ docks })}
            />
            <NumberField
              label="Loading a vehicle, min"
              max={480}
              decimals={1}
              value={values.loadMinutes}
              error={faultOf('loadSeconds')}
              onChange={(loadMinutes) => set({ loadMinutes })}
            />
          </div>
          <MoneyField
            label="Loading beyond the docks or the hours costs"
            description="Empty: it is never planned"
            placeholder="never"
            value={values.price}
            error={faultOf('dockPriceMinor')}
            onChange={(price) => set({ price })}
          />
        </div>
      )}
    </FormSheet>
  );
}
