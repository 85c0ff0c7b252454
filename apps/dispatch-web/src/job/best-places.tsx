import { Button } from '@mantine/core';
import type { PossiblePlace } from '@roundsman/api-contract';
import { Failed, Loading, timeOfDay } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moneyDifference } from '../figures/money.ts';
import { costWords } from '../moves/move-words.ts';
import type { MoveTarget } from '../moves/moves-context.ts';
import { placesQuery } from '../queries/itineraries.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import type { RouteRow } from '../timeline/route-row.ts';
import styles from './best-places.module.css';

export interface BestPlacesProps {
  jobId: string;
  date: string;
  /** By vehicle. */
  rows: ReadonlyMap<string, RouteRow>;
  busy: boolean;
  onChoose: (target: MoveTarget) => void;
}

/** Where the job fits best on the day, asked for by a click; another click puts it there. */
export function BestPlaces({ jobId, date, rows, busy, onChoose }: BestPlacesProps) {
  const [asked, setAsked] = useState(false);
  const places = useQuery({ ...placesQuery(date, jobId), enabled: asked });
  if (!asked)
    return (
      <Button size="compact-sm" variant="default" className={styles.ask} onClick={() => setAsked(true)}>
        Show the best places
      </Button>
    );
  if (places.isPending) return <Loading label="Looking for places" />;
  if (places.isError)
    return (
      <Failed
        title="The places could not be looked up."
        reason={problemLine(places.error)}
        onRetry={() => void places.refetch()}
      />
    );
  if (places.data.length === 0)
    return (
      <p className={styles.none}>No vehicle has a place that keeps every rule. A place can still be chosen by hand.</p>
    );
  const choose = (place: PossiblePlace, row: RouteRow) => {
    onChoose({
      kind: 'row',
      vehicleId: place.vehicleId,
      rowKey: row.key,
      rowName: row.name,
      afterStopId: place.afterStopId,
      afterLabel: place.afterLabel,
    });
    // What was found holds for the day as it was.
    setAsked(false);
  };
  return (
    <ol className={styles.places} aria-label="Best places">
      {places.data.map((place) => {
        const row = rows.get(place.vehicleId);
        return (
          row && (
            <li key={`${place.vehicleId} ${place.afterStopId}`} className={styles.place}>
              <Place place={place} name={row.name} />
              <Button size="compact-sm" loading={busy} onClick={() => choose(place, row)}>
                Place here
              </Button>
            </li>
          )
        );
      })}
    </ol>
  );
}

function Place({ place, name }: { place: PossiblePlace; name: string }) {
  const { zone } = useOrganisation();
  return (
    <div>
      <p>
        <span className={styles.where}>{name}</span> {betweenWords(place)}
      </p>
      <p className={styles.detail}>
        {timeOfDay(new Date(place.arrival), zone)} · {costWords(place)} · {moneyDifference(place.cost)}
      </p>
      {place.broken.map(({ words }) => (
        <p key={words} className={styles.broken}>
          {words}
        </p>
      ))}
      {place.promisesBroken.map(({ jobId, label, promise, serviceStart }) => (
        <p key={jobId} className={styles.broken}>
          {label} at {timeOfDay(new Date(serviceStart), zone)}, promised by {timeOfDay(new Date(promise.to), zone)}
        </p>
      ))}
    </div>
  );
}

/** "between Frick and Meier", "first, before Meier", "last, after Frick", "as its only stop". */
function betweenWords({ afterLabel, beforeLabel }: PossiblePlace): string {
  if (afterLabel === null) return beforeLabel === null ? 'as its only stop' : `first, before ${beforeLabel}`;
  return beforeLabel === null ? `last, after ${afterLabel}` : `between ${afterLabel} and ${beforeLabel}`;
}
