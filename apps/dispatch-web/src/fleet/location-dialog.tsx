import { NumberInput, Switch, TextInput } from '@mantine/core';
import type { BodyOf, fleetEndpoints as contract, Location } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './fleet-form.module.css';
import { readShift } from './read-shift.ts';

type LocationPatch = BodyOf<typeof contract.updateLocation>;

/** Its name, and how vehicles are loaded there: when, how many at once, how long. */
export function LocationDialog({ location, onClose }: { location: Location; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { organisation } = useOrganisation();
  const [name, setName] = useState(location.name);
  const [opening, setOpening] = useState(location.opening.map(({ from, to }) => `${from}–${to}`).join(', '));
  const [docks, setDocks] = useState<number | string>(location.dockSlots === 0 ? '' : location.dockSlots);
  const [minutes, setMinutes] = useState<number | string>(Math.round(location.loadSeconds / 60));
  const { dockPriceMinor } = location;
  const [priced, setPriced] = useState(dockPriceMinor !== null);
  const [price, setPrice] = useState<number | string>(dockPriceMinor === null ? 10 : dockPriceMinor / 100);
  const hours = opening.trim() === '' ? [] : readShift(opening);

  const send = async (body: LocationPatch) => {
    await client.call(fleetEndpoints.updateLocation, { params: { locationId: location.id }, body });
    await queryClient.invalidateQueries({ queryKey: keys.fleet });
  };
  const save = async () => {
    await send({
      name: name.trim(),
      ...(hours && { opening: hours }),
      dockSlots: docks === '' ? 0 : Number(docks),
      loadSeconds: Number(minutes) * 60,
      dockPriceMinor: priced ? Math.round(Number(price) * 100) : null,
    });
    notifyDone(`${name.trim()} is changed.`, () =>
      send({
        name: location.name,
        opening: location.opening,
        dockSlots: location.dockSlots,
        loadSeconds: location.loadSeconds,
        dockPriceMinor,
      }),
    );
  };

  return (
    <ConfirmDialog
      title={`Change ${location.name}`}
      confirm="Change it"
      disabled={name.trim() === '' || hours === null || minutes === '' || (priced && price === '')}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="Open"
          description="06:00–19:00; several with commas. Empty: always"
          error={hours === null ? 'Write it as 06:00–19:00.' : null}
          value={opening}
          onChange={(event) => setOpening(event.currentTarget.value)}
        />
        <div className={styles.pair}>
          <NumberInput
            label="Docks: vehicles that load at once"
            placeholder="no limit"
            min={1}
            max={1000}
            allowDecimal={false}
            value={docks}
            onChange={setDocks}
          />
          <NumberInput
            label="Loading a vehicle, min"
            min={0}
            max={480}
            allowDecimal={false}
            value={minutes}
            onChange={setMinutes}
          />
        </div>
        <Switch
          label="More than fit, or outside of the hours, may be planned at a price"
          checked={priced}
          onChange={(event) => setPriced(event.currentTarget.checked)}
        />
        {priced && (
          <NumberInput
            label={`Each such loading costs, ${organisation.currency}`}
            min={0}
            max={100_000}
            decimalScale={2}
            value={price}
            onChange={setPrice}
          />
        )}
      </div>
      <p>Itineraries that exist already stay as they are; the next plan goes by this.</p>
    </ConfirmDialog>
  );
}
