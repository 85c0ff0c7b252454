import type { Vehicle } from '@roundsman/api-contract';
import { Empty, vehicleHue } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { hoursText } from '../calendars/calendar-words.ts';
import { amount } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { useLocations, useOperators, vehiclesQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { VehicleDialog } from './vehicle-dialog.tsx';
import styles from './vehicle-table.module.css';

const numbers = ['Weight, kg', 'Volume, m³', 'Pieces'];

/** What can drive, how much it carries, when, at what cost, and who usually drives it. Units stand in the head. */
export function VehicleTable() {
  const { organisation, can } = useOrganisation();
  const query = useQuery(vehiclesQuery);
  const [editing, setEditing] = useState<Vehicle | null>(null);
  const costs = [`${organisation.currency} a day`, 'a kilometre', 'an hour'];
  return (
    <QueryStates
      query={query}
      what="The vehicles"
      isEmpty={query.data?.length === 0}
      empty={<Empty title="No vehicles yet.">They come with the organisation’s set-up or through the API.</Empty>}
    >
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
          {query.data?.map((vehicle) => (
            <Row key={vehicle.id} vehicle={vehicle} onEdit={can('fleet:write') ? () => setEditing(vehicle) : null} />
          ))}
        </tbody>
      </table>
      {editing && <VehicleDialog vehicle={editing} onClose={() => setEditing(null)} />}
    </QueryStates>
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
      <td className={tableStyles.number}>{capacity.pieces}</td>
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
