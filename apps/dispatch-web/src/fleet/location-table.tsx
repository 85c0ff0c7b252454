import { Button } from '@mantine/core';
import type { Location } from '@roundsman/api-contract';
import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { hoursText } from '../calendars/calendar-words.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { locationsQuery } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './fleet-screen.module.css';
import { LocationSheet } from './location-sheet.tsx';
import { KIND_WORDS } from './location-values.ts';

/** Depots, stores, hubs: where vehicles start and goods wait. */
export function LocationTable() {
  const query = useQuery(locationsQuery);
  const mayWrite = useOrganisation().can('fleet:write');
  const [editing, setEditing] = useState<Location | 'new' | null>(null);
  const isEmpty = query.data?.length === 0;
  const add = () => setEditing('new');
  return (
    <>
      {mayWrite && !isEmpty && (
        <div className={styles.bar}>
          <Button size="compact-sm" variant="default" onClick={add}>
            Add a place …
          </Button>
        </div>
      )}
      <QueryStates
        query={query}
        what="The places"
        isEmpty={isEmpty}
        empty={
          <Empty title="No places yet." action={mayWrite && <Button onClick={add}>Add a place …</Button>}>
            The depot, store or hub that vehicles start from and load at comes before the vehicles.
          </Empty>
        }
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
                  {mayWrite ? (
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
                <td>{KIND_WORDS[location.kind]}</td>
                <td>{location.addressLine}</td>
                <td>{hoursText(location.opening) || 'always'}</td>
                <td className={tableStyles.number}>{location.dockSlots === 0 ? 'no limit' : location.dockSlots}</td>
                <td className={tableStyles.number}>{Math.round(location.loadSeconds / 60)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {editing && <LocationSheet location={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}
