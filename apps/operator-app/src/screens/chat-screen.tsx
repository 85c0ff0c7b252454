import { timeOfDay } from '@roundsman/ui';
import { useEffect, useRef, useState } from 'react';
import { BigButton } from '../controls/big-button.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import { type ShownWords, shownWords, unreadWords } from '../day/shown-words.ts';
import { useDevice, useDeviceState, useItinerary, useRecord } from '../device/device-context.ts';
import { titleOf } from './stop-card.tsx';

const MOST_LETTERS = 2000;

const stateWords = { waiting: 'waiting to be sent', sent: 'sent', read: 'read' } as const;

/** Words with the office, both ways; with a stop, what is written is about its job. */
export function ChatScreen({ stopId }: { stopId: string | null }) {
  const device = useDevice();
  const { chat, outbox } = useDeviceState();
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  const [words, setWords] = useState('');
  const end = useRef<HTMLDivElement>(null);
  const shown = itinerary ? shownWords(chat, outbox.entries, itinerary.id) : [];
  const newestUnread = itinerary ? unreadWords(chat, itinerary.id).at(-1)?.id : undefined;
  const newest = shown.at(-1)?.id;

  useEffect(() => {
    if (newestUnread !== undefined && document.visibilityState === 'visible') void device.readChat();
  }, [device, newestUnread]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest words are the trigger
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest]);

  if (!itinerary) return <StepScreen title="You have no tour to write about.">{null}</StepScreen>;
  const stop = itinerary.stops.find(({ id }) => id === stopId);
  const send = async () => {
    const payload = { words: words.trim() };
    if (await record({ kind: 'chat', itineraryId: itinerary.id, stopId: stop?.id ?? null, payload })) setWords('');
  };
  return (
    <StepScreen
      title="The office"
      over={stop && titleOf(stop)}
      action={
        <>
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          <textarea
            aria-label="Write to the office"
            placeholder="Write to the office"
            rows={2}
            maxLength={MOST_LETTERS}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <BigButton onPress={send} disabled={words.trim() === ''}>
            Send
          </BigButton>
        </>
      }
    >
      {shown.length === 0 && <p className="quiet">Nothing was written yet. The office reads what you write here.</p>}
      <ol className="chat" aria-live="polite">
        {shown.map((one) => (
          <Words key={one.id} shown={one} zone={itinerary.zone} />
        ))}
      </ol>
      <div ref={end} />
    </StepScreen>
  );
}

function Words({ shown, zone }: { shown: ShownWords; zone: string }) {
  const { from, name, words, at, state } = shown;
  return (
    <li data-from={from}>
      <p>{words}</p>
      <small>
        {from === 'desk' ? (name ?? 'The office') : (name ?? 'You')} · {timeOfDay(new Date(at), zone)}
        {from === 'crew' && ` · ${stateWords[state]}`}
      </small>
    </li>
  );
}
