import type { ServiceLevels as Levels, ServiceAlert, ServiceObjective } from '@roundsman/api-contract';
import { serviceLevelEndpoints } from '@roundsman/client';
import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { AlertContacts } from './alert-contacts.tsx';
import { budgetWords, burnTone, promiseWords, summaryWords, windowWords } from './service-level-words.ts';
import styles from './service-levels.module.css';

const LOOK_AGAIN_MILLISECONDS = 30_000;

/** What the installation promises of each of its parts, how fast the error budgets are spent, and who hears of it. */
export function ServiceLevels() {
  const query = useQuery({
    queryKey: keys.serviceLevels,
    queryFn: (): Promise<Levels> => client.call(serviceLevelEndpoints.get),
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
  });
  return (
    <QueryStates query={query} what="The service levels">
      {query.data && (
        <>
          <Card
            wide
            title={summaryWords(query.data.objectives)}
            detail="Measured by the platform itself over 30 days. A burn rate of 1 spends the whole error budget in a month."
          >
            <ObjectiveTable objectives={query.data.objectives} />
          </Card>
          <AlertContacts contacts={query.data.contacts} webhookSecret={query.data.webhookSecret} />
          <Card title="Alerts" detail="A page: somebody is needed now. A ticket: within days.">
            <AlertTable alerts={query.data.alerts} />
          </Card>
        </>
      )}
    </QueryStates>
  );
}

function ObjectiveTable({ objectives }: { objectives: readonly ServiceObjective[] }) {
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Promised</th>
          <th scope="col">Kept, 30 days</th>
          <th scope="col">Budget left</th>
          {objectives[0]?.burnRates.map(({ minutes }) => (
            <th scope="col" key={minutes}>
              Burn, {windowWords(minutes)}
            </th>
          ))}
          <th scope="col">Alert</th>
        </tr>
      </thead>
      <tbody>
        {objectives.map((one) => (
          <tr key={one.component}>
            <td>{one.label}</td>
            <td>{promiseWords(one)}</td>
            <td>{one.goodShare === null ? 'nothing yet' : `${(one.goodShare * 100).toFixed(2)} %`}</td>
            <td className={styles.figure} data-tone={one.budgetLeftShare <= 0 ? 'broken' : undefined}>
              {budgetWords(one.budgetLeftShare)}
            </td>
            {one.burnRates.map(({ minutes, burnRate }) => (
              <td key={minutes} className={styles.figure} data-tone={burnTone(burnRate)}>
                {burnRate < 0.05 ? '0' : burnRate.toFixed(1)}
              </td>
            ))}
            <td className={styles.figure} data-tone={one.alert === 'page' ? 'broken' : one.alert ? 'risk' : undefined}>
              {one.alert ?? '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AlertTable({ alerts }: { alerts: readonly ServiceAlert[] }) {
  const { zone } = useOrganisation();
  if (alerts.length === 0) return <Empty title="No budget was ever spent too fast." />;
  const moment = (instant: string) => `${dayLabel(new Date(instant), zone)}, ${timeOfDay(new Date(instant), zone)}`;
  return (
    <table className={tableStyles.table}>
      <thead>
        <tr>
          <th scope="col">Since</th>
          <th scope="col">Part</th>
          <th scope="col">Kind</th>
          <th scope="col">Burn rate</th>
          <th scope="col">Over</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td>{moment(alert.openedAt)}</td>
            <td>{alert.label}</td>
            <td>{alert.severity}</td>
            <td>
              {alert.burnRate.toFixed(1)} over {windowWords(alert.windowMinutes)}
            </td>
            <td>{alert.closedAt ? moment(alert.closedAt) : 'goes on'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
