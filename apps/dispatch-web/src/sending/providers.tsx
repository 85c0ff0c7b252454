import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { channelWords } from '../messages/message-words.ts';
import { providersQuery } from '../queries/sending.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import styles from './sending.module.css';
import { type Provider, receiptWords, standingWords } from './sending-words.ts';

/** Who hands messages over, and how well each is, as the process that uses it last saw it. */
export function Providers() {
  const query = useQuery(providersQuery);
  return (
    <Card
      title="Providers"
      detail="Set by the installation’s configuration. One that fails or delivers nothing is left for the others, and comes back in steps."
    >
      <QueryStates
        query={query}
        what="The providers"
        isEmpty={query.data?.length === 0}
        empty={<Empty title="No provider has been used yet.">They show here once the outbound services run.</Empty>}
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col">Channel</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
              <th scope="col">Receipts</th>
              <th scope="col">A second message with the same key</th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((provider) => (
              <Row key={`${provider.channel} ${provider.name}`} provider={provider} />
            ))}
          </tbody>
        </table>
      </QueryStates>
    </Card>
  );
}

function Row({ provider }: { provider: Provider }) {
  const { zone } = useOrganisation();
  const since = new Date(provider.since);
  return (
    <tr>
      <th scope="row">{provider.name === 'outbox' ? 'outbox (reaches nobody)' : provider.name}</th>
      <td>{channelWords[provider.channel]}</td>
      <td>
        <span className={provider.state === 'well' ? undefined : styles.ill}>{standingWords(provider)}</span>
        {provider.reason && <span className={styles.reason}>{provider.reason}</span>}
      </td>
      <td>
        {dayLabel(since, zone)} {timeOfDay(since, zone)}
      </td>
      <td>{receiptWords(provider)}</td>
      <td>{provider.takesIdempotencyKey ? 'is dropped' : 'may arrive twice'}</td>
    </tr>
  );
}
