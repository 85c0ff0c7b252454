import type { EdgeFleetView } from '@roundsman/api-contract';
import { Empty, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { QueryStates } from '../lists/query-states.tsx';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { AlertCard } from './alert-card.tsx';
import { ChangeTable } from './change-table.tsx';
import { DraftCard } from './draft-card.tsx';
import { edgeProgram } from './edge-program.ts';
import { EdgeTable } from './edge-table.tsx';
import { accountWords, fleetSentence, reachWords, waySentence } from './edge-words.ts';
import styles from './edges.module.css';
import { TrafficTable } from './traffic-table.tsx';
import { WayTable } from './way-table.tsx';

const LOOK_AGAIN_MILLISECONDS = 2_000;

/** The ways in to this installation: what the monitor sees of them, what it did, and what a person may do. */
export function Edges() {
  const { organisation } = useOrganisation();
  const isThere = Boolean(organisation.edgeUrl);
  const fleet = useQuery({
    queryKey: keys.edges,
    queryFn: edgeProgram.fleet,
    refetchInterval: LOOK_AGAIN_MILLISECONDS,
    enabled: isThere,
  });
  if (!isThere) {
    return (
      <Empty title="Nobody watches the edges here.">
        The edge program does; it is not running, or the platform was not told where it is.
      </Empty>
    );
  }
  const drafts = fleet.data?.drafts.filter(({ state }) => state === 'open') ?? [];
  return (
    <QueryStates query={fleet} what="The edges">
      {fleet.data?.alerts
        .filter(({ kind }) => kind !== 'draft')
        .map((alert) => (
          <AlertCard key={alert.id} alert={alert} contacts={fleet.data.alertContacts} />
        ))}
      {drafts.map((draft) => (
        <DraftCard key={draft.id} draft={draft} edges={fleet.data?.edges ?? []} />
      ))}
      {fleet.data && (
        <>
          <Card
            wide
            title={fleetSentence(fleet.data.edges)}
            detail={[
              fleet.data.steering === 'automatic'
                ? 'The monitor moves traffic by itself'
                : 'Dry run: the monitor only says what it would do',
              fleet.data.incidentPublishing === 'automatic'
                ? 'incidents are published at once'
                : 'incidents wait for a person',
              calledWords(fleet.data.alertContacts),
            ].join(' · ')}
          >
            <Reach fleet={fleet.data} />
            <EdgeTable edges={fleet.data.edges} />
          </Card>
          <Card
            wide
            title={waySentence(fleet.data.ports)}
            detail="Each is tried until it confirms what it was told, and told again now and then"
          >
            <WayTable ways={fleet.data.ports} manifestVersion={fleet.data.manifestVersion} />
          </Card>
          <Card
            wide
            title="Traffic"
            detail="Requests counted by the platform, against the same time of the last eight weeks"
          >
            <TrafficTable traffic={fleet.data.traffic} />
          </Card>
          <Card
            wide
            title="What was done"
            detail="Every change of traffic, by whom, and what each way of steering answered"
          >
            <ChangeTable changes={fleet.data.changes} edges={fleet.data.edges} />
          </Card>
        </>
      )}
    </QueryStates>
  );
}

/** Who looks, and how, when that is not as it should be; and when nobody gets an answer. */
function Reach({ fleet: { reach, probeAccount, edges } }: { fleet: EdgeFleetView }) {
  const { zone } = useOrganisation();
  const time = (at: string | null) => at && timeOfDay(new Date(at), zone, 'seconds');
  const said = reachWords(reach, edges.length, time(reach.since));
  const ofAccount = accountWords(probeAccount, time(probeAccount.since));
  return (
    <>
      {said && (
        <p className={styles.reach} data-outage={said.isOutage} role={said.isOutage ? 'alert' : 'status'}>
          {said.words}
        </p>
      )}
      {ofAccount && (
        <p className={styles.reach} role="status">
          {ofAccount}
        </p>
      )}
    </>
  );
}

const calledWords = (contacts: number) =>
  contacts === 0
    ? 'nobody is called when something is wrong: set EDGE_ALERT_EMAIL, EDGE_ALERT_SMS or EDGE_ALERT_WEBHOOK'
    : `${contacts} ${contacts === 1 ? 'contact is' : 'contacts are'} called when something is wrong`;
