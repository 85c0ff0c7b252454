import type { CapacityDay } from '@roundsman/api-contract';
import { dayLabel, Sentence } from '@roundsman/ui';
import { useQueries } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { roomQuery } from '../queries/room.ts';
import { useListOf } from '../selection/use-branch.ts';
import { useRoomAhead, useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { SideSheet } from '../sheets/side-sheet.tsx';
import { laterDate, shiftDate } from '../shell/dates.ts';
import styles from './room.module.css';
import { leftWords, roomSentence, shareTaken, unplaceableWords, vehiclesWords, visitsWords } from './room-words.ts';

const DATES = 7;

/** What is left of the days from the one in sight on, window by window. */
export function RoomSheet() {
  const { closeRoom } = useRoomAhead();
  const { branchId, organisation } = useOrganisation();
  return (
    <SideSheet label="Room ahead" head={<span>Room ahead</span>} closeLabel="Close the room ahead" onClose={closeRoom}>
      {organisation.branches.length > 1 && branchId === undefined ? (
        <p className={styles.note}>Choose a branch above: each has vehicles and hours of its own.</p>
      ) : (
        <Days />
      )}
    </SideSheet>
  );
}

function Days() {
  const { today, branchId } = useOrganisation();
  const { date } = useServiceDate();
  const branch = useListOf(branchId);
  const from = laterDate(date, today);
  const dates = Array.from({ length: DATES }, (_, days) => shiftDate(from, days));
  const days = useQueries({ queries: dates.map((each) => roomQuery(each, branch)) });
  return (
    <>
      <div className={styles.sentence}>
        <Sentence
          level={2}
          detail="Hours that crews have left in each window, once all that is known of the day is laid on its vehicles. Whether a visit fits hangs on its place and goods too: a new job shows that."
        >
          {roomSentence(days.map(({ data }) => data))}
        </Sentence>
      </div>
      <ol className={styles.days} aria-label="What is left of each day">
        {dates.map((each, at) => (
          <li key={each} className={styles.day}>
            <DayHead date={each} day={days[at]!.data} />
            <QueryStates query={days[at]!} what={dayLabel(each)} loadingRows={2}>
              {days[at]!.data && <Windows day={days[at]!.data} />}
            </QueryStates>
          </li>
        ))}
      </ol>
    </>
  );
}

function DayHead({ date, day }: { date: string; day: CapacityDay | undefined }) {
  const { date: inSight, setDate } = useServiceDate();
  return (
    <header className={styles.head}>
      <button
        type="button"
        className={styles.date}
        aria-current={date === inSight ? 'date' : undefined}
        onClick={() => setDate(date)}
      >
        {dayLabel(date)}
      </button>
      {day && !day.closed && (
        <span className={styles.counts}>
          {vehiclesWords(day.vehicles)} · {visitsWords(day.visits)}
        </span>
      )}
    </header>
  );
}

function Windows({ day }: { day: CapacityDay }) {
  const unplaceable = unplaceableWords(day.visits);
  if (day.closed) return <p className={styles.closed}>{day.closed.words}</p>;
  if (day.slots.length === 0) return <p className={styles.closed}>No windows are offered on this day.</p>;
  return (
    <>
      {unplaceable && <p className={styles.unplaceable}>{unplaceable}</p>}
      <table className={styles.windows}>
        <thead className={styles.hidden}>
          <tr>
            <th scope="col">Window</th>
            <th scope="col">Taken</th>
            <th scope="col">Left</th>
          </tr>
        </thead>
        <tbody>
          {day.slots.map((slot) => (
            <tr key={slot.from}>
              <th scope="row">
                {slot.from}–{slot.to}
              </th>
              <td className={styles.taken}>
                <span className={styles.bar} aria-hidden="true">
                  <span style={{ inlineSize: `${100 * shareTaken(slot)}%` }} />
                </span>
                <span className={styles.hidden}>{Math.round(100 * shareTaken(slot))} %</span>
              </td>
              <td className={styles.left}>{leftWords(slot)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
