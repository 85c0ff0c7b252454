import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { locationsQuery } from '../queries/fleet.ts';

/** Depots, stores, hubs: where vehicles start and goods wait. */
export function LocationTable() {
  const query = useQuery(locationsQuery);
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
          </tr>
        </thead>
        <tbody>
          {query.data?.map(({ id, name, code, kind, addressLine, opening, dockSlots }) => (
            <tr key={id}>
              <td>
                <strong>{name}</strong> <span className={tableStyles.muted}>{code}</span>
              </td>
              <td>{kind.replaceAll('_', ' ')}</td>
              <td>{addressLine}</td>
              <td>{opening.map(({ from, to }) => `${from}–${to}`).join(', ') || 'always'}</td>
              <td className={tableStyles.number}>{dockSlots}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </QueryStates>
  );
}
