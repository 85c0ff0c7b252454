import { Button } from '@mantine/core';
import { NO_PIECE_LIMIT, type Vehicle } from '@roundsman/api-contract';
import { Empty, vehicleHue } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { hoursText } from '../calendars/calendar-words.ts';
import { amount } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { locationsQuery, useLocations, useOperators, vehiclesQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { useFirstBranch } from './branch-field.tsx';
import barStyles from './fleet-screen.module.css';
import { firstVehicle } from './new-vehicle.ts';
import { VehicleSheet } from './vehicle-sheet.tsx';
import styles from './vehicle-table.module.css';
import { type VehicleValues, vehicleValues } from './vehicle-values.ts';

const numbers = ['Weight, kg', 'Volume, m³', 'Pieces'];

type Asking = { vehicle: Vehicle | null; start: VehicleValues };

/** What can drive, how much it carries, when, at what cost, and who usually drives it. Units stand in the head. */
export function VehicleTable() {
  const { organisation, can } = useOrganisation();
  const { currency } = organisation;
  const branchId = useFirstBranch();
  const query = useQuery(vehiclesQuery);
  const places = [...useLocations().values()];
  const [asking, setAsking] = useState<Asking | null>(null);
  const mayWrite = can('fleet:write');
  const isEmpty = query.data?.length === 0;
  const taken = (query.data ?? []).map(({ name }) => name);
  const add = () => setAsking({ vehicle: null, start: firstVehicle(branchId, places, taken, currency) });
  const edit = (vehicle: Vehicle) => setAsking({ vehicle, start: vehicleValues(vehicle, currency) });
  return (
    <>
      {mayWrite && !isEmpty && (
        <div className={barStyles.bar}>
          <Button size="compact-sm" variant="default" onClick={add}>
            Add a vehicle …
          </Button>
        </div>
      )}
      <QueryStates
        query={query}
        what="The vehicles"
        isEmpty={isEmpty}
        empty={<NoVehicles mayWrite={mayWrite} onAdd={add} />}
      >
        <Vehicles vehicles={query.data ?? []} onEdit={mayWrite ? edit : null} />
      </QueryStates>
      {asking && (
        <VehicleSheet
          key={asking.vehicle?.id ?? 'new'}
          vehicle={asking.vehicle}
          start={asking.start}
          onLike={(start) => setAsking({ vehicle: null, start })}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function NoVehicles({ mayWrite, onAdd }: { mayWrite: boolean; onAdd: () => void }) {
  const places = useQuery(locationsQuery).data;
  if (!mayWrite) return <Empty title="No vehicles yet.">Whoever sets up the fleet adds them here.</Empty>;
  if (places?.length === 0) {
    return (
      <Empty
        title="No vehicles yet."
        action={
          <Link to="/fleet" search={{ tab: 'locations' }}>
            Add a place first
          </Link>
        }
      >
        A vehicle starts from a place: a depot, a store, a hub.
      </Empty>
    );
  }
  return (
    <Empty title="No vehicles yet." action={<Button onClick={onAdd}>Add a vehicle …</Button>}>
      Say what the first one carries and when it drives; others alike follow from it.
    </Empty>
  );
}

interface VehiclesProps {
  vehicles: readonly Vehicle[];
  /** null: for reading only. */
  onEdit: ((vehicle: Vehicle) => void) | null;
}

function Vehicles({ vehicles, onEdit }: VehiclesProps) {
  const { currency } = useOrganisation().organisation;
  const costs = [`${currency} a day`, 'a kilometre', 'an hour'];
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Vehicle</th>
          <th scope="col">Kind</th>
          {numbers.map((name) => (
            <th key={name} scope="col" className={tableStyles.number}>
              {name}
            </th>
          ))}
          <th scope="col">Shift</th>
          <th scope="col">From</th>
          <th scope="col">Usual crew</th>
          {costs.map((name) => (
            <th key={name} scope="col" className={tableStyles.number}>
              {name}
            </th>
          ))}
          <th scope="col">Equipment</th>
        </tr>
      </thead>
      <tbody>
        {vehicles.map((vehicle) => (
          <Row key={vehicle.id} vehicle={vehicle} onEdit={onEdit && (() => onEdit(vehicle))} />
        ))}
      </tbody>
    </table>
  );
}

const words = (code: string) => code.replaceAll('_', ' ');

function Row({ vehicle, onEdit }: { vehicle: Vehicle; onEdit: (() => void) | null }) {
  const { organisation } = useOrganisation();
  const operators = useOperators();
  const locations = useLocations();
  const { capacity, costs } = vehicle;
  const crew = vehicle.crew.map(({ operatorId }) => operators.get(operatorId)?.name ?? 'somebody unknown').join(', ');
  return (
    <tr data-off={!vehicle.active || undefined} className={styles.row}>
      <td>
        <span className={styles.hue} style={{ background: vehicleHue(vehicle.hue).css }} />
        {onEdit ? (
          <button type="button" className={tableStyles.link} aria-label={`Change ${vehicle.name}`} onClick={onEdit}>
            {vehicle.name}
          </button>
        ) : (
          vehicle.name
        )}{' '}
        <span className={tableStyles.muted}>
          {vehicle.code}
          {!vehicle.active && ', not in service'}
        </span>
      </td>
      <td>{words(vehicle.kind)}</td>
      <td className={tableStyles.number}>{(capacity.weightGrams / 1000).toLocaleString('en-GB')}</td>
      <td className={tableStyles.number}>{(capacity.volumeLitres / 1000).toLocaleString('en-GB')}</td>
      <td className={tableStyles.number}>
        {capacity.pieces >= NO_PIECE_LIMIT ? 'no limit' : capacity.pieces.toLocaleString('en-GB')}
      </td>
      <td>
        <Link
          className={tableStyles.link}
          to="/setup"
          search={{ tab: 'calendars', of: vehicle.id }}
          aria-label={`Hours of ${vehicle.name}`}
        >
          {hoursText(vehicle.shifts) || 'none'}
        </Link>
      </td>
      <td>{locations.get(vehicle.startLocationId)?.name ?? '–'}</td>
      <td>{crew || 'none'}</td>
      {[costs.fixedMinor, costs.perKilometreMinor, costs.perHourMinor].map((minor, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: always the same three
        <td key={place} className={tableStyles.number}>
          {amount({ amountMinor: minor, currency: organisation.currency })}
        </td>
      ))}
      <td>{vehicle.equipment.map(words).join(', ') || '–'}</td>
    </tr>
  );
}
