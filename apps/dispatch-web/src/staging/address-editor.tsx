import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { LEAST_LETTERS, type Suggestion, useSuggestions } from '../addresses/use-suggestions.ts';
import styles from './address-editor.module.css';
import cellStyles from './cell-editor.module.css';
import { type CellEditorProps, useTakeText } from './cell-editor.tsx';

/** Typing an address: known ones are offered below, and choosing one sets street, number, postcode, place and pin at once. */
export function AddressEditor({ job, column, initial, onChange, onFinish }: CellEditorProps) {
  const { given } = job.address;
  const whole = [given.street, given.houseNumber, given.city].filter(Boolean).join(' ');
  const [text, setText] = useState(initial ?? whole);
  const [active, setActive] = useState(-1);
  const { state, take, send } = useTakeText(job, column, onChange, onFinish);
  const { rows: suggestions } = useSuggestions(text);
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    if (initial === null) input.current?.select();
  }, [initial]);

  const choose = ({ address, point }: Suggestion) => send({ address, point }, 'down');
  const takeTyped = (step: 'down' | 'right' | 'stay') => (text.trim() === whole ? onFinish(step) : take(text, step));
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const chosen = suggestions[active];
    if (event.key === 'Escape') onFinish('stay');
    else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, suggestions.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, -1));
    else if (event.key === 'Enter') chosen ? choose(chosen) : takeTyped('down');
    else if (event.key === 'Tab' && !event.shiftKey) takeTyped('right');
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={input}
        className={cellStyles.input}
        style={{ width: 320 }}
        role="combobox"
        aria-expanded={suggestions.length > 0}
        aria-controls={listId}
        aria-activedescendant={active >= 0 ? `${listId}-${active}` : undefined}
        aria-label={`Address of ${job.contact.name || job.code}`}
        disabled={state.saving}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => !state.saving && onFinish('stay')}
      />
      <div className={styles.list} id={listId} role="listbox" aria-label="Known addresses">
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and takes the keys
          <div
            key={`${suggestion.line}-${suggestion.point.lon}-${suggestion.point.lat}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.option}
            // Before the field loses the focus and with it this list.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            {suggestion.line}
          </div>
        ))}
        {state.wrong && (
          <p className={styles.note} role="alert">
            {state.wrong}
          </p>
        )}
        {suggestions.length === 0 && text.trim().length >= LEAST_LETTERS && (
          <p className={styles.note}>No known address is like this. Enter keeps the street as typed.</p>
        )}
      </div>
    </>
  );
}
