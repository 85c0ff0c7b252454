import { NumberInput } from '@mantine/core';
import type { BodyOf, jobEndpoints as contract, Job } from '@roundsman/api-contract';
import styles from './settle-lines.module.css';

const PARTS = ['refused', 'damaged', 'missing'] as const;
type Line = NonNullable<BodyOf<typeof contract.settle>['lines']>[number];

/** How each line went: what was done of it is what is left when the rest has been said. */
export type LinesDraft = readonly Line[];

/** As it is recorded; all done where nothing is yet. */
export const linesOf = ({ actions }: Job): LinesDraft =>
  actions.map(({ id: lineId, quantity, quantities: { refused, damaged, missing } }) => ({
    lineId,
    completed: quantity - refused - damaged - missing,
    refused,
    damaged,
    missing,
  }));

export const isFit = (lines: LinesDraft): boolean => lines.every(({ completed }) => completed >= 0);

/** Lines that are wholly done need no naming: an old piece then stays where its new one was refused. */
export const toName = (lines: LinesDraft): Line[] =>
  lines.filter(({ refused, damaged, missing }) => refused + damaged + missing > 0);

interface SettleLinesProps {
  job: Job;
  lines: LinesDraft;
  onChange: (lines: LinesDraft) => void;
}

export function SettleLines({ job, lines, onChange }: SettleLinesProps) {
  const write = (at: number, part: (typeof PARTS)[number], number: number) =>
    onChange(
      lines.map((line, index) =>
        index === at ? { ...line, [part]: number, completed: line.completed + line[part] - number } : line,
      ),
    );
  return (
    <ul className={styles.lines}>
      {job.actions.map(({ id, quantity, description }, at) => {
        const line = lines[at]!;
        return (
          <li key={id} className={styles.line}>
            <span>
              {description}
              <small data-fault={line.completed < 0 || undefined}>
                {line.completed < 0 ? `There are ${quantity} only` : `${line.completed} of ${quantity} done`}
              </small>
            </span>
            {PARTS.map((part) => (
              <NumberInput
                key={part}
                size="xs"
                label={part}
                aria-label={`${description}, ${part}`}
                min={0}
                max={quantity}
                allowDecimal={false}
                error={line.completed < 0}
                value={line[part]}
                onChange={(number) => write(at, part, Number(number))}
              />
            ))}
          </li>
        );
      })}
    </ul>
  );
}
