import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { edgeProgram } from '../edges/edge-program.ts';
import tableStyles from '../lists/table.module.css';
import { keys } from '../queries/keys.ts';
import { Card } from '../setup/card.tsx';

const channelNames = { email: 'E-mail', sms: 'SMS', webhook: 'Webhook' } as const;

/** How many are told and how soon. Addresses stay with the edge program; a sandbox shows what it would have sent. */
export function SubscribersCard() {
  const query = useQuery({ queryKey: [...keys.incidents, 'subscribers'], queryFn: edgeProgram.subscribers });
  const hosts = useQuery({ queryKey: [...keys.incidents, 'hosts'], queryFn: edgeProgram.hosts });
  const view = query.data;
  if (!view) return null;
  const { lastDay, channels, outbox } = view;
  const counted = channels.map(
    ({ channel, confirmed, asked }) =>
      `${channelNames[channel]} ${confirmed}${asked > 0 ? ` (${asked} not answered)` : ''}`,
  );
  const speed = lastDay.p95Seconds === null ? [] : [`95 of 100 told within ${Math.ceil(lastDay.p95Seconds)} s`];
  const day = [
    `last 24 hours: ${lastDay.sent} sent`,
    ...(lastDay.waiting > 0 ? [`${lastDay.waiting} waiting`] : []),
    ...(lastDay.failed > 0 ? [`${lastDay.failed} given up`] : []),
    ...speed,
    ...(hosts.data?.hosts ?? []).map(({ name, fault }) => `copy ${name}: ${fault ?? 'up to date'}`),
  ];
  return (
    <Card
      title={counted.length === 0 ? 'Nobody has subscribed yet' : `Subscribers: ${counted.join(', ')}`}
      detail={day.join(' · ')}
    >
      {outbox && (
        <details>
          <summary>A sandbox writes to nobody: what it would have sent ({outbox.length})</summary>
          {outbox.length === 0 ? (
            <Empty title="Nothing yet." />
          ) : (
            <table className={tableStyles.table}>
              <tbody>
                {outbox.toReversed().map(({ channel, to, subject, text }, at) => (
                  // The newest come first and nothing here moves or is edited.
                  // biome-ignore lint/suspicious/noArrayIndexKey: there is no other name for it
                  <tr key={at}>
                    <td>{channelNames[channel]}</td>
                    <td>{to}</td>
                    <td style={{ whiteSpace: 'pre-wrap' }}>{[subject, text].filter(Boolean).join('\n\n')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </details>
      )}
    </Card>
  );
}
