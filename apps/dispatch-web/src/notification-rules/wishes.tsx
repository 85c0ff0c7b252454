import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { channelWords } from '../messages/message-words.ts';
import { wishesQuery } from '../queries/notifications.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';

const TYPING_MILLISECONDS = 300;

const howWords: Record<string, string> = {
  reply: 'wrote back',
  one_click: 'one click in the mail program',
  preferences: 'page of wishes',
  desk: 'told the office',
};

const purposeWords: Record<string, string> = {
  service: 'about the visit',
  rating: 'questions about how it went',
};

/** Who asked for no more messages: of what, when, and what proves it. */
export function Wishes() {
  const { zone } = useOrganisation();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search.trim(), TYPING_MILLISECONDS);
  const query = useQuery({ ...wishesQuery(settled), placeholderData: keepPreviousData });
  const at = (instant: string) => `${dayLabel(new Date(instant), zone)} ${timeOfDay(new Date(instant), zone)}`;
  return (
    <Card title="Who wants no messages" detail="Kept with what proves it, also after they changed their mind.">
      <TextInput
        aria-label="Find an address"
        placeholder="E-mail address or number"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <QueryStates
        query={query}
        what="The wishes"
        isEmpty={query.data?.rows.length === 0}
        empty={
          <Empty title="Nobody asked for fewer messages.">
            STOP by SMS, the link in e-mails and the tracker end them.
          </Empty>
        }
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Wants no</th>
              <th scope="col">Asked</th>
              <th scope="col">How</th>
              <th scope="col">Since then</th>
            </tr>
          </thead>
          <tbody>
            {query.data?.rows.map((row) => (
              <tr key={row.id}>
                <td>{row.address}</td>
                <td>
                  {channelWords[row.channel]}
                  {row.purpose && `: ${purposeWords[row.purpose] ?? row.purpose}`}
                </td>
                <td>{at(row.askedAt)}</td>
                <td>
                  {howWords[row.how] ?? row.how}
                  {row.words && ` “${row.words}”`}
                </td>
                <td>{row.liftedAt ? `hears again since ${at(row.liftedAt)}` : 'it stands'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
    </Card>
  );
}
