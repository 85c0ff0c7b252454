import type { Location } from '@roundsman/api-contract';
import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { locationsQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { LocationDialog } from './location-dialog.tsx';

/** Depots, stores, hubs: where vehicles start and goods wait. */
export function LocationTable() {
  const query = useQuery(locationsQuery);
  const { can } = useOrganisation();
  const [editing, setEditing] = useState<Location | null>(null);
  return (
    <QueryStates
      query={query}
      what="The places"
      isEmpty={query.data?.length === 0}
      empty={<Empty title="No places yet.">A vehicle needs a depot to start from.</Empty>}
    >
      <table className={tableStyles.table}>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Kind</th>
            <th scope="col">Address</th>
            <th scope="col">Open</th>
            <th scope="col" className={tableStyles.number}>
              Docks
            </th>
            <th scope="col" className={tableStyles.number}>
              Loading, min
            </th>
          </tr>
        </thead>
        <tbody>
          {query.data?.map((location) => (
            <tr key={location.id}>
              <td>
                {can('fleet:write') ? (
                  <button
                    type="button"
                    className={tableStyles.link}
                    aria-label={`Change ${location.name}`}
                    onClick={() => setEditing(location)}
                  >
                    {location.name}
                  </button>
                ) : (
                  <strong>{location.name}</strong>
                )}{' '}
                <span className={tableStyles.muted}>{location.code}</span>
              </td>
              <td>{location.kind.replaceAll('_', ' ')}</td>
              <td>{location.addressLine}</td>
              <td>{location.opening.map(({ from, to }) => `${from}–${to}`).join(', ') || 'always'}</td>
              <td className={tableStyles.number}>{location.dockSlots === 0 ? 'no limit' : location.dockSlots}</td>
              <td className={tableStyles.number}>{Math.round(location.loadSeconds / 60)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {editing && <LocationDialog location={editing} onClose={() => setEditing(null)} />}
    </QueryStates>
  );
}
