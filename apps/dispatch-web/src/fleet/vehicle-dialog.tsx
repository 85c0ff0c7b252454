import { MultiSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import type { BodyOf, fleetEndpoints as contract, Vehicle } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useOperators } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './fleet-form.module.css';
import { readShift } from './read-shift.ts';

type VehiclePatch = BodyOf<typeof contract.updateVehicle>;

/** What changes often: name, shift, usual crew, territory, in service or not. */
export function VehicleDialog({ vehicle, onClose }: { vehicle: Vehicle; onClose: () => void }) {
  const queryClient = useQueryClient();
  const operators = useOperators();
  const [name, setName] = useState(vehicle.name);
  const [shift, setShift] = useState(vehicle.shifts.map(({ from, to }) => `${from}–${to}`).join(', '));
  const [crew, setCrew] = useState(vehicle.crew.map(({ operatorId }) => operatorId));
  const [active, setActive] = useState(vehicle.active);
  const [areas, setAreas] = useState<string[]>(vehicle.areas);
  const price = vehicle.outsideAreasPriceMinor;
  const [outside, setOutside] = useState<number | string>(price === null ? '' : price / 100);
  const [wheel, setWheel] = useState<number | string>(minutesOf(vehicle.drivingBreak?.afterSeconds));
  const [rest, setRest] = useState<number | string>(minutesOf(vehicle.drivingBreak?.durationSeconds));
  const [normal, setNormal] = useState<number | string>(hoursOf(vehicle.overtime?.afterSeconds));
  const [dearer, setDearer] = useState<number | string>(
    vehicle.overtime === null ? '' : vehicle.overtime.perHourMinor / 100,
  );
  const [loadings, setLoadings] = useState<number | string>(vehicle.mostLoadings);
  const { organisation } = useOrganisation();
  const shifts = readShift(shift);

  const send = async (body: VehiclePatch) => {
    await client.call(fleetEndpoints.updateVehicle, { params: { vehicleId: vehicle.id }, body });
    await queryClient.invalidateQueries({ queryKey: keys.fleet });
  };
  const save = async () => {
    const roles = new Map(vehicle.crew.map(({ operatorId, role }) => [operatorId, role]));
    await send({
      name: name.trim(),
      active,
      mostLoadings: Number(loadings) || 1,
      ...(shifts && { shifts }),
      drivingBreak:
        wheel === '' || rest === '' ? null : { afterSeconds: Number(wheel) * 60, durationSeconds: Number(rest) * 60 },
      overtime:
        normal === '' || dearer === ''
          ? null
          : { afterSeconds: Math.round(Number(normal) * 3600), perHourMinor: Math.round(Number(dearer) * 100) },
      areas,
      outsideAreasPriceMinor: outside === '' ? null : Math.round(Number(outside) * 100),
      crew: crew.map((operatorId, place) => ({
        operatorId,
        role: roles.get(operatorId) ?? (place === 0 ? 'driver' : 'helper'),
      })),
    });
    notifyDone(`${name.trim()} is changed.`, () =>
      send({
        name: vehicle.name,
        active: vehicle.active,
        mostLoadings: vehicle.mostLoadings,
        shifts: vehicle.shifts,
        drivingBreak: vehicle.drivingBreak,
        overtime: vehicle.overtime,
        areas: vehicle.areas,
        outsideAreasPriceMinor: price,
        crew: vehicle.crew,
      }),
    );
  };

  return (
    <ConfirmDialog
      title={`Change ${vehicle.name}`}
      confirm="Change it"
      disabled={
        name.trim() === '' || shifts === null || (wheel === '') !== (rest === '') || (normal === '') !== (dearer === '')
      }
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="Shift"
          description="The same every day: 07:00–17:00. By weekday and date: Set-up, Hours"
          error={shifts === null ? 'Write it as 07:00–17:00.' : null}
          value={shift}
          onChange={(event) => setShift(event.currentTarget.value)}
        />
        <MultiSelect
          label="Usual crew"
          description="The first drives"
          searchable
          selectFirstOptionOnChange
          data={[...operators.values()].map(({ id, name: label }) => ({ value: id, label }))}
          value={crew}
          onChange={setCrew}
        />
        <div className={styles.pair}>
          <NumberInput
            label="Most driving at a stretch, min"
            placeholder="no limit"
            min={10}
            max={1440}
            allowDecimal={false}
            value={wheel}
            onChange={setWheel}
          />
          <NumberInput
            label="Then a rest of, min"
            placeholder="none"
            min={1}
            max={480}
            allowDecimal={false}
            error={(wheel === '') !== (rest === '') ? 'Both or none' : null}
            value={rest}
            onChange={setRest}
          />
        </div>
        <div className={styles.pair}>
          <NumberInput
            label="Overtime after, h of a shift"
            placeholder="none"
            min={0}
            max={24}
            decimalScale={2}
            value={normal}
            onChange={setNormal}
          />
          <NumberInput
            label={`An hour of it costs more, ${organisation.currency}`}
            placeholder="nothing"
            min={0}
            max={100_000}
            decimalScale={2}
            error={(normal === '') !== (dearer === '') ? 'Both or none' : null}
            value={dearer}
            onChange={setDearer}
          />
        </div>
        <NumberInput
          label="Loadings a shift"
          description="More than one: it may come back to its start and load again"
          min={1}
          max={6}
          allowDecimal={false}
          value={loadings}
          onChange={setLoadings}
        />
        <TagsInput
          label="Territory"
          description="Postcodes, or how they begin: 9490, 94. Empty: everywhere"
          maxTags={200}
          value={areas}
          onChange={(tags) => setAreas(tags.map((tag) => tag.slice(0, 12)))}
        />
        {areas.length > 0 && (
          <NumberInput
            label={`A job outside of it costs, ${organisation.currency}`}
            description="Empty: it never goes there"
            min={0}
            max={100_000}
            decimalScale={2}
            value={outside}
            onChange={setOutside}
          />
        )}
        <Switch label="In service" checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
      </div>
      <p>Itineraries that exist already stay as they are; the next plan goes by this.</p>
    </ConfirmDialog>
  );
}

const hoursOf = (seconds: number | undefined) => (seconds === undefined ? '' : seconds / 3600);
const minutesOf = (seconds: number | undefined) => (seconds === undefined ? '' : Math.round(seconds / 60));
