import type { TrackerView } from '@roundsman/api-contract';
import { type FormEvent, useState } from 'react';
import { useSubmit } from '../delivery/use-submit.ts';
import type { Words } from '../words/index.ts';

interface RatingProps {
  view: TrackerView;
  words: Words;
  rate: (stars: number, words: string) => Promise<void>;
}

/** One question, five stars, once. */
export function Rating({ view, words, rate }: RatingProps) {
  const [stars, setStars] = useState(0);
  const [text, setText] = useState('');
  const submit = useSubmit(words, () => rate(stars, text.trim()));
  if (view.rating) {
    return (
      <section role="status">
        <h2>{words.thanks}</h2>
        <p>{words.youGave(view.rating.stars)}</p>
        {view.rating.words && <p className="quoted">{view.rating.words}</p>}
      </section>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (stars > 0) void submit.run();
  };
  return (
    <section>
      <form onSubmit={send}>
        <fieldset className="stars">
          <legend>{words.rateQuestion}</legend>
          <div>
            {[1, 2, 3, 4, 5].map((value) => (
              <label key={value} data-lit={value <= stars || undefined}>
                <input type="radio" name="stars" checked={stars === value} onChange={() => setStars(value)} />
                <span className="visually-hidden">{words.stars(value)}</span>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="m12 2.6 2.9 5.9 6.5.9-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5-4.7-4.6 6.5-.9Z" />
                </svg>
              </label>
            ))}
          </div>
        </fieldset>
        {stars > 0 && (
          <>
            <label htmlFor="rating-words">{words.rateWords}</label>
            <textarea
              id="rating-words"
              rows={2}
              maxLength={1000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <button type="submit" className="button" aria-disabled={submit.state === 'sending'}>
              {submit.state === 'sending' ? words.sending : words.send}
            </button>
          </>
        )}
        {submit.trouble && (
          <p className="trouble" role="alert">
            {submit.trouble}
          </p>
        )}
      </form>
    </section>
  );
}
