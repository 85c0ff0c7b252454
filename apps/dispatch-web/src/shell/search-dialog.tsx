import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { StateMark, stateFill, vehicleHue } from '@roundsman/ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { jobStateWords } from '../job/job-words.ts';
import { asksForNewJob } from '../new-job/asks-for-new-job.ts';
import { useNewJob } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './search-dialog.module.css';
import { type Found, useSearchResults } from './use-search-results.ts';

const TYPING_MILLISECONDS = 150;
/** What can be done from here, beside all that can be gone to. */
const NEW_JOB = { kind: 'new-job', id: 'new-job' } as const;
type Offered = Found | typeof NEW_JOB;

/** Jobs, customers, itineraries and vehicles by any word of them, and a new job; arrows choose, Enter goes there. */
export function SearchDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [settled] = useDebouncedValue(text.trim(), TYPING_MILLISECONDS);
  const { found: places, go, state } = useSearchResults(settled);
  const { openForm } = useNewJob();
  const { can } = useOrganisation();
  const listId = useId();
  const found: readonly Offered[] = can('jobs:write') && asksForNewJob(text) ? [NEW_JOB, ...places] : places;
  const current = Math.min(active, Math.max(0, found.length - 1));

  const choose = (one: Offered | undefined) => {
    if (!one) return;
    onClose();
    if (one.kind === 'new-job') openForm();
    else go(one);
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

function Result({ found }: { found: Offered }) {
  if (found.kind === 'new-job') {
    return (
      <>
        <Icon name="jobs" />
        <span className={styles.title}>New job</span>
        <span className={styles.detail}>taken by hand, as on the telephone</span>
      </>
    );
  }
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
