import { Button } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { Loading } from '@roundsman/ui';
import { lazy, Suspense, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-address.module.css';
import { isOver } from './job-words.ts';
import { Fact, Facts, Section } from './section.tsx';

const PinMap = lazy(() => import('../pin-map/pin-map.tsx').then((module) => ({ default: module.PinMap })));

export const confidenceWords: Record<Job['address']['confidence'], string> = {
  high: 'Found',
  medium: 'Probably right',
  low: 'Uncertain',
  none: 'Not found',
  pinned: 'Set by hand',
};

/** Where it is, how sure that is, how to get in; and the pin, which can be moved. */
export function JobAddress({ job }: { job: Job }) {
  const { can } = useOrganisation();
  const [moving, setMoving] = useState(false);
  const { address } = job;
  const { access } = address;
  const mayMove = can('jobs:write') && !isOver(job.state);
  return (
    <Section
      title="Where"
      aside={
        mayMove && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Icon name="pin" />}
            onClick={() => setMoving(!moving)}
          >
            {moving ? 'Leave the pin' : 'Move the pin'}
          </Button>
        )
      }
    >
      <p className={styles.line}>{address.line}</p>
      <p className={styles.confidence}>
        {confidenceWords[address.confidence]}
        {address.reason ? `: ${address.reason}` : ''}
      </p>
      {moving && (
        <div className={styles.map}>
          <Suspense fallback={<Loading label="Opening the map" />}>
            <PinMap job={job} />
          </Suspense>
        </div>
      )}
      <Facts>
        {access.floor && <Fact name="Floor">{access.floor}</Fact>}
        {access.lift !== null && <Fact name="Lift">{access.lift ? 'yes' : 'no'}</Fact>}
        {access.parking && <Fact name="Parking">{access.parking}</Fact>}
        {access.note && <Fact name="Access">{access.note}</Fact>}
      </Facts>
    </Section>
  );
}
