import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { microMoney } from '../figures/money.ts';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { channelWords } from '../messages/message-words.ts';
import { notifyFailure } from '../notices/notify.ts';
import { limitQuery, usageQuery } from '../queries/sending.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { LimitDialog, type LimitToChange } from './limit-dialog.tsx';
import styles from './sending.module.css';
import {
  arrivedShare,
  inDoubtWords,
  limitWords,
  monthWords,
  otherMonth,
  seconds,
  type Usage,
} from './sending-words.ts';

/** What was sent in a month, how much of it arrived, how long it took and what it cost. */
export function MonthUsage() {
  const { can } = useOrganisation();
  const [asked, setAsked] = useState<string>();
  const [limited, setLimited] = useState<LimitToChange>();
  const current = useQuery(usageQuery(undefined)).data?.month;
  const query = useQuery({ ...usageQuery(asked), placeholderData: keepPreviousData });
  const month = query.data?.month;
  const queryClient = useQueryClient();
  const change = (usage: Usage) =>
    queryClient
      .fetchQuery(limitQuery(usage.channel))
      .then((read) => setLimited({ usage, read }))
      .catch((error: unknown) => notifyFailure('The limit could not be read.', error));
  const step = (by: -1 | 1) => {
    if (month === undefined) return;
    const next = otherMonth(month, by);
    setAsked(next === current ? undefined : next);
  };
  return (
    <Card
      title={month === undefined ? 'This month' : monthWords(month)}
      detail="Months are those of UTC. A message that waits for its time is counted when it leaves."
      aside={
        <>
          <Button size="compact-sm" variant="default" onClick={() => step(-1)}>
            Month before
          </Button>
          <Button size="compact-sm" variant="default" disabled={month === current} onClick={() => step(1)}>
            Month after
          </Button>
        </>
      }
    >
      <QueryStates query={query} what="What was sent">
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Channel</th>
              {[
                'Sent',
                'Arrived',
                'Bounced',
                'Failed',
                'Held back',
                'Opted out',
                'Half within',
                '95 % within',
                'Cost',
              ].map((name) => (
                <th key={name} scope="col" className={tableStyles.number}>
                  {name}
                </th>
              ))}
              <th scope="col">Month’s limit</th>
            </tr>
          </thead>
          <tbody>
            {query.data?.rows.map((row) => (
              <Row key={row.channel} row={row} onLimit={can('organisation:write') ? () => void change(row) : null} />
            ))}
          </tbody>
        </table>
        {query.data?.rows.map((row) => {
          const words = inDoubtWords(row);
          return words && <p key={row.channel}>{words}</p>;
        })}
      </QueryStates>
      {limited && <LimitDialog {...limited} onClose={() => setLimited(undefined)} />}
    </Card>
  );
}

function Row({ row, onLimit }: { row: Usage; onLimit: (() => void) | null }) {
  const { channel, messages, segments, costs, bounced, failed, suppressed, optedOut, limit } = row;
  const numbers = [
    <>
      {count(messages)}
      {channel === 'sms' && segments > messages && <span className={styles.reason}>in {count(segments)} segments</span>}
    </>,
    arrivedShare(row),
    count(bounced),
    count(failed),
    count(suppressed),
    count(optedOut),
    seconds(row.medianSeconds),
    seconds(row.p95Seconds),
    costs.map(microMoney).join(', ') || '–',
  ];
  return (
    <tr>
      <th scope="row">{channelWords[channel]}</th>
      {numbers.map((number, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change their places
        <td key={i} className={tableStyles.number}>
          {number}
        </td>
      ))}
      <td>
        {limit === null ? 'none' : count(limit.monthlyMost)}
        {limit !== null && <strong className={styles.ill}>{limitWords(messages, limit)}</strong>}{' '}
        {onLimit && (
          <button type="button" className={tableStyles.link} onClick={onLimit}>
            {limit === null ? 'Set one' : 'Change'}
          </button>
        )}
        {limit !== null && <span className={styles.reason}>warns at {limit.warnAtPercent} %</span>}
      </td>
    </tr>
  );
}

const count = (value: number) => value.toLocaleString('en-GB');
