import { Button, VisuallyHidden } from '@mantine/core';
import type { Vehicle } from '@roundsman/api-contract';
import { Empty, vehicleHue, volume, weight } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { money } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { useLocations, useOperators, vehiclesQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { VehicleDialog } from './vehicle-dialog.tsx';
import styles from './vehicle-table.module.css';

/** What can drive, how much it carries, when, at what cost, and who usually drives it. */
export function VehicleTable() {
  const { can } = useOrganisation();
  const query = useQuery(vehiclesQuery);
  const [editing, setEditing] = useState<Vehicle | null>(null);
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
            <th scope="col" className={tableStyles.number}>
              Weight
            </th>
            <th scope="col" className={tableStyles.number}>
              Volume
            </th>
            <th scope="col" className={tableStyles.number}>
              Pieces
            </th>
            <th scope="col">Shift</th>
            <th scope="col">From</th>
            <th scope="col">Usual crew</th>
            <th scope="col">Costs</th>
            <th scope="col">Equipment</th>
            <th scope="col">In service</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
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

function Row({ vehicle, onEdit }: { vehicle: Vehicle; onEdit: (() => void) | null }) {
  const { organisation } = useOrganisation();
  const operators = useOperators();
  const locations = useLocations();
  const { capacity, costs } = vehicle;
  const cost = (amountMinor: number) => money({ amountMinor, currency: organisation.currency });
  const crew = vehicle.crew.map(({ operatorId }) => operators.get(operatorId)?.name ?? 'somebody unknown').join(', ');
  return (
    <tr data-off={!vehicle.active || undefined} className={styles.row}>
      <td>
        <span className={styles.hue} style={{ background: vehicleHue(vehicle.hue).css }} />
        <strong>{vehicle.name}</strong> <span className={tableStyles.muted}>{vehicle.code}</span>
      </td>
      <td>{vehicle.kind}</td>
      <td className={tableStyles.number}>{weight(capacity.weightGrams)}</td>
      <td className={tableStyles.number}>{volume(capacity.volumeLitres)}</td>
      <td className={tableStyles.number}>{capacity.pieces}</td>
      <td>{vehicle.shifts.map(({ from, to }) => `${from}–${to}`).join(', ')}</td>
      <td>{locations.get(vehicle.startLocationId)?.name ?? '–'}</td>
      <td>{crew || 'none'}</td>
      <td>
        {cost(costs.fixedMinor)} + {cost(costs.perKilometreMinor)}/km + {cost(costs.perHourMinor)}/h
      </td>
      <td>{vehicle.equipment.join(', ').replaceAll('_', ' ') || '–'}</td>
      <td>{vehicle.active ? 'yes' : 'no'}</td>
      <td>
        {onEdit && (
          <Button size="compact-xs" variant="subtle" aria-label={`Change ${vehicle.name}`} onClick={onEdit}>
            Change
          </Button>
        )}
      </td>
    </tr>
  );
}
