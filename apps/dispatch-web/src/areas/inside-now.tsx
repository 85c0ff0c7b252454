import type { AnswerOf, Geofence, geofenceEndpoints } from '@roundsman/api-contract';
import { dayLabel, localDate, timeOfDay } from '@roundsman/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import tableStyles from '../lists/table.module.css';
import { useOperators } from '../queries/fleet.ts';
import { useOrganisation } from '../session/organisation-context.ts';

type Presence = AnswerOf<typeof geofenceEndpoints.insideAny>['rows'][number];

const MOST_NAMED = 4;

/** "Lena Hofer since 10:42"; beyond a few names their number. */
export function InsideNow({ area, inside }: { area: Geofence; inside: UseQueryResult<Presence[]> }) {
  const { zone, today } = useOrganisation();
  const operators = useOperators();
  if (!area.active) return <span className={tableStyles.muted}>not watched</span>;
  if (inside.isError && !inside.data) return <span className={tableStyles.muted}>cannot be read right now</span>;
  const own = (inside.data ?? []).filter(({ geofenceId }) => geofenceId === area.id);
  const since = (enteredAt: string) => {
    const at = new Date(enteredAt);
    const date = localDate(at, zone);
    return `${date === today ? '' : `${dayLabel(date)}, `}${timeOfDay(at, zone)}`;
  };
  const named = own
    .slice(0, MOST_NAMED)
    .map(({ operatorId, enteredAt }) => `${operators.get(operatorId)?.name ?? 'Somebody'} since ${since(enteredAt)}`);
  const more = own.length - named.length;
  return <>{[...named, ...(more > 0 ? [`${more} more`] : [])].join(', ') || '–'}</>;
}
