import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { StateMark, stateFill, vehicleHue } from '@roundsman/ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { jobStateWords } from '../job/job-words.ts';
import styles from './search-dialog.module.css';
import { type Found, useSearchResults } from './use-search-results.ts';

const TYPING_MILLISECONDS = 150;

/** Jobs, customers, itineraries and vehicles by any word of them; arrows choose, Enter goes there. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [settled] = useDebouncedValue(text.trim(), TYPING_MILLISECONDS);
  const { found, go, state } = useSearchResults(settled);
  const listId = useId();
  const current = Math.min(active, Math.max(0, found.length - 1));

  const choose = (one: Found | undefined) => {
    if (!one) return;
    onClose();
    go(one);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setActive(Math.min(current + 1, found.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(current - 1, 0));
    else if (event.key === 'Enter') choose(found[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={640} yOffset="12vh" padding={0} aria-label="Search">
      <div className={styles.field}>
        <Icon name="search" sizePx={18} />
        <input
          data-autofocus
          className={styles.input}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-activedescendant={found[current] ? `${listId}-${current}` : undefined}
          aria-label="Search jobs, customers, itineraries and vehicles"
          placeholder="Name, street, code, order number, vehicle …"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Found" className={styles.list}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and takes the keys
          <div
            key={`${one.kind}-${one.id}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.option}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(one)}
          >
            <Result found={one} />
          </div>
        ))}
      </div>
      <p className={styles.state} role="status">
        {state}
      </p>
    </Modal>
  );
}

function Result({ found }: { found: Found }) {
  if (found.kind === 'job') {
    return (
      <>
        <StateMark fill={stateFill(found.state)} label={jobStateWords[found.state]} hideLabel />
        <span className={styles.title}>{found.title}</span>
        <span className={styles.detail}>{found.detail}</span>
      </>
    );
  }
  if (found.kind === 'customer') {
    return (
      <>
        <Icon name="person" />
        <span className={styles.title}>{found.title}</span>
        <span className={styles.detail}>{found.detail}</span>
      </>
    );
  }
  return (
    <>
      <span className={styles.hue} style={{ background: vehicleHue(found.hue).css }} />
      <span className={styles.title}>{found.title}</span>
      <span className={styles.detail}>{found.detail}</span>
    </>
  );
}
