import type { CrewStop } from '@roundsman/api-contract';
import { type StateFill, StateMark, stateFill, timeOfDay, timeSpan } from '@roundsman/ui';
import type { ShownItinerary } from '../day/show-itinerary.ts';
import { loadWords, titleOf } from './stop-card.tsx';
import { STOPS } from './words.ts';

interface DayListProps {
  itinerary: ShownItinerary;
  current: CrewStop | null;
  onChoose: (stop: CrewStop) => void;
}

/** Every stop of the day in its order. */
export function DayList({ itinerary, current, onChoose }: DayListProps) {
  const { stops, zone } = itinerary;
  return (
    <ol className="day-list">
      {stops.map((stop) => (
        <li key={stop.id}>
          <button
            type="button"
            onClick={() => onChoose(stop)}
            aria-current={stop.id === current?.id ? 'step' : undefined}
          >
            <span className="list-time">{timeOfDay(new Date(stop.doneAt ?? stop.eta?.at ?? stop.arrival), zone)}</span>
            <span className="list-words">
              <strong>{titleOf(stop)}</strong>
              <span className="quiet">
                {[
                  stop.job?.contactName,
                  stop.kind === 'loading' && loadWords(itinerary, stop),
                  stop.promise && timeSpan(new Date(stop.promise.from), new Date(stop.promise.to), zone),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              {stop.risk === 'late' && stop.doneAt === null && <span className="late">late</span>}
            </span>
            <StateMark fill={fillOf(stop)} label={STOPS[stop.state]} hideLabel sizePx={22} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function fillOf({ job, state }: CrewStop): StateFill {
  if (job && state !== 'not_reached' && state !== 'dropped') return stateFill(job.state);
  const fills = {
    planned: 'planned',
    on_route: 'on_route',
    arrived: 'arrived',
    done: 'done',
    not_reached: 'cancelled',
    dropped: 'cancelled',
  } as const;
  return fills[state];
}
