import type { OutboxEntry } from '@roundsman/client';
import { timeOfDay } from '@roundsman/ui';
import { StepScreen } from '../controls/step-screen.tsx';
import { useDevice, useDeviceState, useItinerary } from '../device/device-context.ts';
import { commandWords } from './words.ts';

/** What waits, and what the platform would not apply, with its reason. */
export function OutboxScreen() {
  const device = useDevice();
  const { outbox } = useDeviceState();
  const itinerary = useItinerary();
  const zone = itinerary?.zone ?? 'UTC';
  const waiting = outbox.entries.filter(({ state }) => state === 'waiting');
  const labels = new Map(itinerary?.stops.map(({ id, label }) => [id, label]));

  return (
    <StepScreen title={waiting.length === 0 ? 'Everything is sent.' : `${waiting.length} waiting to be sent`}>
      {outbox.trouble && waiting.length > 0 && <p className="notice">{outbox.trouble.words}. It goes on by itself.</p>}
      {outbox.troubled.length > 0 && (
        <section>
          <h2>Not as you recorded it</h2>
          <ul className="entries">
            {outbox.troubled.map((entry) => (
              <li key={entry.command.id} data-state={entry.state}>
                <EntryWords entry={entry} zone={zone} label={labels.get(entry.command.stopId ?? '')} />
                <p>{entry.reason}</p>
                <p className="quiet">
                  {entry.state === 'conflict'
                    ? 'What you recorded stands; the office settles it.'
                    : 'It is kept, and the office sees it.'}
                </p>
                <button type="button" className="button" onClick={() => void device.acknowledge([entry.command.id])}>
                  I have seen it
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <ul className="entries">
          {waiting.map((entry) => (
            <li key={entry.command.id}>
              <EntryWords entry={entry} zone={zone} label={labels.get(entry.command.stopId ?? '')} />
            </li>
          ))}
        </ul>
      )}
    </StepScreen>
  );
}

function EntryWords({ entry, zone, label }: { entry: OutboxEntry; zone: string; label: string | undefined }) {
  const { command } = entry;
  return (
    <p className="entry-words">
      <time dateTime={command.happenedAt}>{timeOfDay(new Date(command.happenedAt), zone)}</time>{' '}
      <strong>{commandWords(command)}</strong>
      {label && <span className="quiet"> {label}</span>}
    </p>
  );
}
