import { Button, Switch } from '@mantine/core';
import type { BodyOf, fleetEndpoints as contract, Vehicle } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { difference } from '../forms/difference.ts';
import styles from '../forms/form.module.css';
import type { FaultOf } from '../forms/form-faults.ts';
import { FormSheet } from '../forms/form-sheet.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { anotherLike } from './new-vehicle.ts';
import { VehicleAreas } from './vehicle-areas.tsx';
import { VehicleBasics } from './vehicle-basics.tsx';
import { VehicleCosts } from './vehicle-costs.tsx';
import { VehicleCrew } from './vehicle-crew.tsx';
import { VehicleLimits } from './vehicle-limits.tsx';
import { readVehicle, VEHICLE_FIELDS, type VehicleInput, type VehicleValues } from './vehicle-values.ts';

type VehiclePatch = BodyOf<typeof contract.updateVehicle>;

/** What each group of the form's fields is given. */
export interface VehicleGroupProps {
  values: VehicleValues;
  set: (change: Partial<VehicleValues>) => void;
  faultOf: FaultOf;
}

interface VehicleSheetProps {
  /** null: a new one. */
  vehicle: Vehicle | null;
  /** What stands in the form at first. */
  start: VehicleValues;
  /** The form of another one, which begins with these values. */
  onLike: (values: VehicleValues) => void;
  onClose: () => void;
}

/** A new vehicle, or changes to one. What a plan needs comes first; the rest stands in groups that say what they hold. */
export function VehicleSheet({ vehicle, start, onLike, onClose }: VehicleSheetProps) {
  const queryClient = useQueryClient();
  const { currency } = useOrganisation().organisation;
  const taken = [...useVehicles().values()].map(({ name }) => name);
  const [first, setFirst] = useState(start);
  const [values, setValues] = useState(start);
  const { body, faults } = readVehicle(values, currency, vehicle);

  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.fleet });
  const change = async (vehicleId: string, patch: VehiclePatch) => {
    await client.call(fleetEndpoints.updateVehicle, { params: { vehicleId }, body: patch });
    await refresh();
  };
  const add = async (input: VehicleInput) => {
    await client.call(fleetEndpoints.createVehicle, { body: input });
    await refresh();
    notifyDone(`${input.name} is added.`);
  };
  const save = async () => {
    if (!body) return;
    if (!vehicle) return add(body);
    const { branchId: _, ...fields } = body;
    const differs = difference<VehiclePatch>(vehicle, fields);
    if (!differs) return;
    await change(vehicle.id, differs.change);
    notifyDone(`${body.name} is changed.`, () => change(vehicle.id, differs.back));
  };
  const addAndGoOn = async () => {
    if (!body) return;
    await add(body);
    const like = anotherLike(values, [...taken, body.name]);
    setFirst(like);
    setValues(like);
  };

  return (
    <FormSheet
      title={vehicle ? `Change ${vehicle.name}` : 'Add a vehicle'}
      confirm={vehicle ? 'Change it' : 'Add it'}
      fields={VEHICLE_FIELDS}
      faults={faults}
      changed={values !== first}
      note={vehicle ? 'Itineraries that exist already stay as they are; the next plan goes by this.' : undefined}
      next={vehicle ? undefined : { words: 'Add it, and another like it', onSave: addAndGoOn }}
      aside={
        vehicle && (
          <Button
            className={styles.start}
            size="compact-sm"
            variant="default"
            disabled={values !== first}
            onClick={() => onLike(anotherLike(start, taken))}
          >
            Another like it …
          </Button>
        )
      }
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => {
        const group: VehicleGroupProps = {
          values,
          faultOf,
          set: (part) => setValues((before) => ({ ...before, ...part })),
        };
        return (
          <div className={styles.form}>
            <VehicleBasics {...group} isNew={vehicle === null} />
            <Switch
              label="In service"
              checked={values.active}
              onChange={(event) => group.set({ active: event.currentTarget.checked })}
            />
            <VehicleLimits {...group} />
            <VehicleCosts {...group} />
            <VehicleCrew {...group} />
            <VehicleAreas {...group} />
          </div>
        );
      }}
    </FormSheet>
  );
}
