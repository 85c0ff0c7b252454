import { Button } from '@mantine/core';
import type { Geofence } from '@roundsman/api-contract';
import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import styles from '../fleet/fleet-screen.module.css';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { areasQuery, insideQuery } from '../queries/areas.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { AreaSheet } from './area-sheet.tsx';
import { AREA_KIND_WORDS, areaWords } from './area-values.ts';
import { InsideNow } from './inside-now.tsx';

/** Yards, service areas, where nobody is to go: who drives in and out is noted. */
export function AreaTable() {
  const query = useQuery(areasQuery);
  const inside = useQuery(insideQuery);
  const mayWrite = useOrganisation().can('fleet:write');
  const [editing, setEditing] = useState<Geofence | 'new' | null>(null);
  const isEmpty = query.data?.length === 0;
  const add = () => setEditing('new');
  return (
    <>
      {mayWrite && !isEmpty && (
        <div className={styles.bar}>
          <Button size="compact-sm" variant="default" onClick={add}>
            Add an area …
          </Button>
        </div>
      )}
      <QueryStates
        query={query}
        what="The areas"
        isEmpty={isEmpty}
        empty={
          <Empty title="No areas yet." action={mayWrite && <Button onClick={add}>Add an area …</Button>}>
            Draw a yard, a town or a street to stay out of: who drives in and out is noted with the time, here and for
            your webhooks.
          </Empty>
        }
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Area</th>
              <th scope="col">Kind</th>
              <th scope="col">Size</th>
              <th scope="col">In it now</th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((area) => (
              <tr key={area.id}>
                <td>
                  {mayWrite ? (
                    <button
                      type="button"
                      className={tableStyles.link}
                      aria-label={`Change ${area.name}`}
                      onClick={() => setEditing(area)}
                    >
                      {area.name}
                    </button>
                  ) : (
                    <strong>{area.name}</strong>
                  )}
                </td>
                <td>{AREA_KIND_WORDS[area.kind]}</td>
                <td>{areaWords(area.area)}</td>
                <td>
                  <InsideNow area={area} inside={inside} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {editing && (
        <AreaSheet area={editing === 'new' ? null : editing} all={query.data ?? []} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
