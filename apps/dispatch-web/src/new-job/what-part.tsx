import { Button } from '@mantine/core';
import { Icon } from '../icons/icon.tsx';
import { Section } from '../job/section.tsx';
import { problemAt } from './form-problems.ts';
import { LineFields } from './line-fields.tsx';
import { emptyLine, type LineValues, type Problems } from './line-values.ts';
import styles from './new-job.module.css';
import type { PartProps } from './part.ts';

const MOST_LINES = 100;
const FIELDS = ['kind', 'description', 'quantity', 'unitWeightGrams', 'unitVolumeLitres'];

/** What is to be brought, fetched or done, line by line. */
export function WhatPart({ values, problems, onChange }: PartProps) {
  const { lines } = values;
  const change = (at: number, part: Partial<LineValues>) =>
    onChange({ lines: lines.map((line, index) => (index === at ? { ...line, ...part } : line)) });
  const own = lines.flatMap((_, at) => FIELDS.map((field) => `actions.${at}.${field}`));
  const other = problemAt(problems, 'actions', own);
  return (
    <Section
      title="What"
      aside={
        lines.length < MOST_LINES && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange({ lines: [...lines, { ...emptyLine, kind: lines.at(-1)?.kind ?? 'delivery' }] })}
          >
            Another line
          </Button>
        )
      }
    >
      <div className={styles.lines}>
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own until it is sent
          <div key={at} className={styles.lineRow}>
            <LineFields
              line={line}
              name={`line ${at + 1}`}
              problems={problemsOfLine(problems, at)}
              onChange={(part) => change(at, part)}
            />
            {lines.length > 1 && (
              <Button
                className={styles.takeOff}
                size="compact-xs"
                variant="subtle"
                leftSection={<Icon name="close" />}
                onClick={() => onChange({ lines: lines.filter((_, index) => index !== at) })}
              >
                Leave out {line.description.trim() || `line ${at + 1}`}
              </Button>
            )}
          </div>
        ))}
        {other && (
          <p className={styles.problem} role="alert">
            {other}
          </p>
        )}
      </div>
    </Section>
  );
}

function problemsOfLine(problems: Problems, at: number): Problems {
  const found = FIELDS.flatMap((field) => {
    const words = problems[`actions.${at}.${field}`];
    return words ? [[field, words] as const] : [];
  });
  return Object.fromEntries(found);
}
