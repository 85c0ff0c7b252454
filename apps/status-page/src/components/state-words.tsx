import type { ComponentState } from '@roundsman/api-contract';
import type { ReactNode } from 'react';
import styles from './state-words.module.css';

const words: Record<ComponentState, string> = {
  operational: 'Operational',
  degraded: 'Degraded',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
  under_maintenance: 'Maintenance',
  unknown: 'Unknown',
};

/** The state of a component: a shape of its own for each, and the word. */
export function StateWords({ state }: { state: ComponentState }) {
  return (
    <span className={styles.state} data-state={state}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {shapes[state]}
      </svg>
      {words[state]}
    </span>
  );
}

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const shapes: Record<ComponentState, ReactNode> = {
  operational: <path d="m3 8.5 3.5 3.5L13 4.5" {...stroke} />,
  degraded: <path d="M8 2.5 14.5 13.5H1.5ZM8 7v2.5" {...stroke} strokeWidth={1.75} />,
  partial_outage: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke} />
      <path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor" />
    </>
  ),
  major_outage: <path d="m3.5 3.5 9 9m0-9-9 9" {...stroke} strokeWidth={2.5} />,
  under_maintenance: <path d="M3 3h10v10H3Z" {...stroke} />,
  unknown: <circle cx="8" cy="8" r="6" {...stroke} strokeDasharray="2 2.7" />,
};
