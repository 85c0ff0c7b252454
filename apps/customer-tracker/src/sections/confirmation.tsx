import type { TrackerView } from '@roundsman/api-contract';
import { useState } from 'react';
import { useSubmit } from '../delivery/use-submit.ts';
import type { Words } from '../words/index.ts';

export function Confirmation({
  view,
  words,
  confirm,
}: {
  view: TrackerView;
  words: Words;
  confirm: () => Promise<void>;
}) {
  const submit = useSubmit(words, confirm);
  const [isImpossible, setImpossible] = useState(false);
  if (!view.may.confirm) {
    return (
      <p className="done" role="status">
        {words.confirmed}
      </p>
    );
  }
  return (
    <section aria-labelledby="confirm">
      <h2 id="confirm">{words.confirmQuestion}</h2>
      <div className="buttons">
        <button
          type="button"
          className="button"
          onClick={() => void submit.run()}
          aria-disabled={submit.state === 'sending'}
        >
          {submit.state === 'sending' ? words.sending : words.confirm}
        </button>
        {!view.may.changeTime && (
          <button
            type="button"
            className="button quiet-button"
            onClick={() => setImpossible(true)}
            aria-expanded={isImpossible}
          >
            {words.anotherTime}
          </button>
        )}
      </div>
      {isImpossible && !view.may.changeTime && (
        <p role="status">
          {words.callAboutTime(view.sender.name)}{' '}
          {view.sender.phone && <a href={`tel:${view.sender.phone}`}>{view.sender.phone}</a>}
        </p>
      )}
      {submit.trouble && (
        <p className="trouble" role="alert">
          {submit.trouble}
        </p>
      )}
    </section>
  );
}
