import type { TrackerView } from '@roundsman/api-contract';
import { type FormEvent, useState } from 'react';
import { useSubmit } from '../delivery/use-submit.ts';
import type { Words } from '../words/index.ts';

const LONGEST = 500;

interface InstructionsProps {
  view: TrackerView;
  words: Words;
  instruct: (instructions: string) => Promise<void>;
}

export function Instructions({ view, words, instruct }: InstructionsProps) {
  // null: nothing typed since the last save, so what others wrote may show. What is being typed is never taken away.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? view.instructions;
  const submit = useSubmit(words, async () => {
    await instruct(text.trim());
    setDraft(null);
  });
  if (!view.may.instruct) {
    return (
      <section aria-labelledby="instructions">
        <h2 id="instructions">{words.instructions}</h2>
        <p className="quoted">{view.instructions}</p>
      </section>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit.run();
  };
  const isChanged = text.trim() !== view.instructions.trim();
  return (
    <section>
      <form onSubmit={send}>
        <h2>
          <label htmlFor="instructions">{words.instructions}</label>
        </h2>
        <textarea
          id="instructions"
          rows={3}
          maxLength={LONGEST}
          value={text}
          placeholder={words.instructionsHint}
          onChange={(event) => setDraft(event.target.value)}
        />
        {text.length > LONGEST - 100 && <p className="quiet">{words.instructionsLeft(LONGEST - text.length)}</p>}
        <button
          type="submit"
          className="button quiet-button"
          disabled={!isChanged}
          aria-disabled={submit.state === 'sending'}
        >
          {submit.state === 'sending' ? words.sending : words.save}
        </button>
        {submit.state === 'done' && !isChanged && (
          <p className="done" role="status">
            {words.saved}
          </p>
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
