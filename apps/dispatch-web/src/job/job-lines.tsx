import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { StateMark, volume, weight } from '@roundsman/ui';
import { useState } from 'react';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-lines.module.css';
import { actionKindWords, actionStateWords } from './job-words.ts';
import { LineEditor } from './line-editor.tsx';
import { Section } from './section.tsx';

type Action = Job['actions'][number];

const MOST_LINES = 100;

/** What is brought, fetched or done; added to, changed and taken off while the job stands on no itinerary. */
export function JobLines({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const [editing, setEditing] = useState<string | null>(null);
  const mayWrite = can('jobs:write');
  const mayChange = mayWrite && (job.state === 'staging' || job.state === 'new');
  const leave = () => setEditing(null);
  return (
    <Section
      title="What"
      aside={
        mayChange &&
        job.actions.length < MOST_LINES && (
          <Button size="compact-xs" variant="subtle" onClick={() => setEditing('new')}>
            Add a line …
          </Button>
        )
      }
    >
      <ul className={styles.lines}>
        {job.actions.map((action) =>
          mayChange && editing === action.id ? (
            <li key={action.id}>
              <LineEditor job={job} action={action} onLeave={leave} />
            </li>
          ) : (
            <Line key={action.id} action={action} onChange={mayChange ? () => setEditing(action.id) : null} />
          ),
        )}
      </ul>
      {mayChange && editing === 'new' && <LineEditor job={job} action={null} onLeave={leave} />}
      {mayWrite && (job.state === 'scheduled' || job.state === 'dispatched') && (
        <p className={styles.note}>It stands on an itinerary. Take it off there to change what is brought.</p>
      )}
    </Section>
  );
}

const fillOfAction = {
  undetermined: 'planned',
  completed: 'done',
  partial: 'partial',
  incomplete: 'failed',
  damaged: 'failed',
} as const;

function Line({ action, onChange }: { action: Action; onChange: (() => void) | null }) {
  const { quantities } = action;
  const parts = (['completed', 'refused', 'damaged', 'missing'] as const)
    .filter((part) => quantities[part] > 0)
    .map((part) => `${quantities[part]} ${part}`);
  const size = [
    action.unitWeightGrams > 0 && weight(action.unitWeightGrams * action.quantity),
    action.unitVolumeLitres > 0 && volume(action.unitVolumeLitres * action.quantity),
    action.barcode,
  ].filter(Boolean);
  return (
    <li className={styles.line}>
      <StateMark fill={fillOfAction[action.state]} label={actionStateWords[action.state]} hideLabel />
      <span>
        {action.quantity} × {action.description}
        <span className={styles.small}>
          {actionKindWords[action.kind]}
          {size.length > 0 && ` · ${size.join(' · ')}`}
          {parts.length > 0 && ` · ${parts.join(', ')}`}
          {action.reason && ` · ${action.reason}`}
        </span>
      </span>
      {onChange && (
        <Button size="compact-xs" variant="subtle" aria-label={`Change ${action.description}`} onClick={onChange}>
          Change …
        </Button>
      )}
    </li>
  );
}
