import { Autocomplete, Select, TextInput } from '@mantine/core';
import styles from '../forms/form.module.css';
import { NumberField } from '../forms/number-field.tsx';
import { useLocations, useVehicles } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { BranchField } from './branch-field.tsx';
import { homeOf } from './new-vehicle.ts';
import { VehicleColour } from './vehicle-colour.tsx';
import type { VehicleGroupProps } from './vehicle-sheet.tsx';
import type { VehicleValues } from './vehicle-values.ts';

const COMMON_KINDS = ['Van', 'Box truck', 'Lorry', 'Cargo bike'];
const PROFILE_WORDS = { car: 'A car', van: 'A van', truck: 'A truck' } as const satisfies Record<
  VehicleValues['drivingProfile'],
  string
>;
const ANYWHERE = 'anywhere';

interface VehicleBasicsProps extends VehicleGroupProps {
  isNew: boolean;
}

/** What a plan needs to know of a vehicle: what it is, how much it takes, where and when its day is. */
export function VehicleBasics({ values, set, faultOf, isNew }: VehicleBasicsProps) {
  const { branches } = useOrganisation().organisation;
  const places = [...useLocations().values()];
  const kinds = [...useVehicles().values()].map(({ kind }) => kind.replaceAll('_', ' '));
  const branchName = (id: string) => branches.find((branch) => branch.id === id)?.name;
  const options = places.map(({ id, name, branchId }) => ({
    value: id,
    label: branches.length > 1 ? `${name} (${branchName(branchId) ?? 'another branch'})` : name,
  }));
  return (
    <>
      <div className={styles.pair}>
        <TextInput
          label="Name"
          data-autofocus
          maxLength={200}
          value={values.name}
          error={faultOf('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Plate"
          maxLength={20}
          value={values.plate}
          error={faultOf('plate')}
          onChange={(event) => set({ plate: event.currentTarget.value })}
        />
      </div>
      <VehicleColour value={values.hue} onChange={(hue) => set({ hue })} />
      {isNew && (
        <BranchField
          value={values.branchId}
          error={faultOf('branchId')}
          onChange={(branchId) => {
            const home = homeOf(branchId, places);
            set({ branchId, startLocationId: home, endLocationId: home });
          }}
        />
      )}
      <div className={styles.pair}>
        <Autocomplete
          label="Kind"
          maxLength={40}
          data={[...new Set([...kinds, ...COMMON_KINDS])]}
          value={values.kind}
          error={faultOf('kind')}
          onChange={(kind) => set({ kind })}
        />
        <Select
          label="Drives like"
          allowDeselect={false}
          data={Object.entries(PROFILE_WORDS).map(([value, label]) => ({ value, label }))}
          value={values.drivingProfile}
          error={faultOf('drivingProfile')}
          onChange={(next) => next !== null && set({ drivingProfile: next as VehicleValues['drivingProfile'] })}
        />
      </div>
      {values.drivingProfile === 'truck' && <Dimensions values={values} set={set} faultOf={faultOf} />}
      <div className={styles.three}>
        <NumberField
          label="Load, kg"
          max={100_000}
          decimals={3}
          value={values.kilograms}
          error={faultOf('capacity.weightGrams')}
          onChange={(kilograms) => set({ kilograms })}
        />
        <NumberField
          label="Room, m³"
          max={1000}
          decimals={3}
          value={values.cubicMeters}
          error={faultOf('capacity.volumeLitres')}
          onChange={(cubicMeters) => set({ cubicMeters })}
        />
        <NumberField
          label="Pieces"
          placeholder="no limit"
          max={1_000_000}
          value={values.pieces}
          error={faultOf('capacity.pieces')}
          onChange={(pieces) => set({ pieces })}
        />
      </div>
      <div className={styles.pair}>
        <Select
          label="Starts from"
          placeholder="A depot or store"
          allowDeselect={false}
          data={options}
          value={values.startLocationId}
          error={faultOf('startLocationId')}
          onChange={(startLocationId) => set({ startLocationId })}
        />
        <Select
          label="Ends at"
          allowDeselect={false}
          data={[...options, { value: ANYWHERE, label: 'Wherever its last job is' }]}
          value={values.endLocationId ?? ANYWHERE}
          error={faultOf('endLocationId')}
          onChange={(next) => set({ endLocationId: next === ANYWHERE ? null : next })}
        />
      </div>
      <TextInput
        label="Shift"
        description="The same every day: 07:00–17:00. By weekday and date: Set-up, Hours"
        value={values.shift}
        error={faultOf('shifts')}
        onChange={(event) => set({ shift: event.currentTarget.value })}
      />
    </>
  );
}

/** Asked only where they count: a truck keeps off roads that are too low, too narrow, too weak. */
function Dimensions({ values, set, faultOf }: VehicleGroupProps) {
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label="Height, m"
          placeholder="not said"
          max={10}
          decimals={2}
          value={values.heightMeters}
          error={faultOf('dimensions.heightCentimeters')}
          onChange={(heightMeters) => set({ heightMeters })}
        />
        <NumberField
          label="Gross weight, t"
          placeholder="not said"
          max={100}
          decimals={3}
          value={values.grossTonnes}
          error={faultOf('dimensions.grossMassGrams')}
          onChange={(grossTonnes) => set({ grossTonnes })}
        />
        <NumberField
          label="Width, m"
          placeholder="not said"
          max={10}
          decimals={2}
          value={values.widthMeters}
          error={faultOf('dimensions.widthCentimeters')}
          onChange={(widthMeters) => set({ widthMeters })}
        />
        <NumberField
          label="Length, m"
          placeholder="not said"
          max={50}
          decimals={2}
          value={values.lengthMeters}
          error={faultOf('dimensions.lengthCentimeters')}
          onChange={(lengthMeters) => set({ lengthMeters })}
        />
      </div>
      <p className={styles.note}>It is kept off roads that are too low, too narrow or not strong enough for it.</p>
    </>
  );
}
