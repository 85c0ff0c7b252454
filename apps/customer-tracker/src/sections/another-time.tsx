import type { TrackerView } from '@roundsman/api-contract';
import { useNow } from '@roundsman/ui';
import { useEffect, useRef, useState } from 'react';
import type { DeliveryActions, OtherTimes } from '../delivery/follow-delivery.ts';
import { isSlotGone, useSubmit } from '../delivery/use-submit.ts';
import { day, span } from '../words/format.ts';
import type { Words } from '../words/index.ts';

interface AnotherTimeProps extends Pick<DeliveryActions, 'otherTimes' | 'changeTime'> {
  readonly view: TrackerView;
  readonly words: Words;
}

type Row = OtherTimes['rows'][number];
interface Choice {
  readonly serviceDate: string;
  readonly slot: Row['slots'][number];
}

/** What the day as it stands still allows: looked for when asked, chosen in two steps, so that no thumb books by accident. */
export function AnotherTime({ view, words, otherTimes, changeTime }: AnotherTimeProps) {
  const [offered, setOffered] = useState<OtherTimes | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const looking = useSubmit(words, async () => setOffered(await otherTimes()));
  const taking = useSubmit(words, async () => {
    const { serviceDate, slot } = choice!;
    try {
      await changeTime({ serviceDate, from: slot.from, to: slot.to });
      setOffered(null);
    } catch (error) {
      if (isSlotGone(error)) setOffered(await otherTimes());
      throw error;
    } finally {
      setChoice(null);
    }
  });
  const now = useNow(60_000);
  const dayOf = ({ startsAt }: Row['slots'][number]) => day(new Date(startsAt), now, view.zone, words);
  const spanOf = ({ startsAt, endsAt }: Row['slots'][number]) =>
    span(new Date(startsAt), new Date(endsAt), view.zone, words);
  const trouble = looking.trouble ?? taking.trouble;
  const section = useRef<HTMLElement>(null);
  const isTaken = taking.state === 'done' && offered === null;
  // The list of times is gone, and with it the place on the page where the thumb was.
  useEffect(() => {
    if (isTaken) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isTaken]);
  return (
    <section ref={section} aria-labelledby="another-time">
      <h2 id="another-time">{words.otherTimes.title}</h2>
      {offered === null && (
        <button
          type="button"
          className="button quiet-button"
          onClick={() => void looking.run()}
          aria-disabled={looking.state === 'sending'}
        >
          {looking.state === 'sending' ? words.otherTimes.loading : words.otherTimes.show}
        </button>
      )}
      {offered?.rows.length === 0 && (
        <p role="status">
          {words.otherTimes.none(view.sender.name)}{' '}
          {view.sender.phone && <a href={`tel:${view.sender.phone}`}>{view.sender.phone}</a>}
        </p>
      )}
      {offered?.rows.map(({ serviceDate, slots }) => (
        <fieldset className="times" key={serviceDate}>
          <legend>{dayOf(slots[0]!)}</legend>
          {slots.map((slot) => (
            <button
              type="button"
              className="time"
              key={slot.from}
              aria-pressed={choice?.slot === slot}
              onClick={() => setChoice({ serviceDate, slot })}
            >
              {spanOf(slot)}
            </button>
          ))}
        </fieldset>
      ))}
      {choice && (
        <button
          type="button"
          className="button"
          onClick={() => void taking.run()}
          aria-disabled={taking.state === 'sending'}
        >
          {taking.state === 'sending' ? words.sending : words.otherTimes.take(dayOf(choice.slot), spanOf(choice.slot))}
        </button>
      )}
      {isTaken && (
        <p className="done" role="status">
          {words.otherTimes.taken}
        </p>
      )}
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
