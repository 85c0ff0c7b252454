import { Button, Select } from '@mantine/core';
import type { Job } from '@roundsman/api-contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useDayMoves } from '../day/use-day-moves.ts';
import { ConsequenceList } from '../moves/consequence-list.tsx';
import { requestOf } from '../moves/move-request.ts';
import type { MoveTarget } from '../moves/moves-context.ts';
import { usePricing } from '../moves/use-pricing.ts';
import { notifyFailure } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { rowOfIdleVehicle, rowOfItinerary } from '../timeline/route-row.ts';
import { BestPlaces } from './best-places.tsx';
import styles from './job-move.module.css';
import { Section } from './section.tsx';

const MOVABLE: readonly Job['state'][] = ['new', 'scheduled', 'dispatched'];
const FIRST = 'first';

/** Moving without dragging: a vehicle, a place in its order, and what that would do before it is done. */
export function JobMove({ job }: { job: Job }) {
  const { can } = useOrganisation();
  if (!can('itineraries:write') || !MOVABLE.includes(job.state) || !job.serviceDate) return null;
  return <MoveForm job={job} date={job.serviceDate} />;
}

function MoveForm({ job, date }: { job: Job; date: string }) {
  const { date: shown } = useServiceDate();
  const vehicles = useVehicles();
  const { branchId: inSight } = useBranch();
  // The sheet may be of a job that the desk's branch has nothing to do with: then its own branch's day is meant.
  const branchId = inSight === undefined ? undefined : job.branchId;
  const itineraries = useQuery({ ...itinerariesQuery(date, branchId), enabled: date === shown }).data;
  const moves = useDayMoves(date, branchId);
  const [vehicleId, setVehicleId] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const offered = useMemo(
    () => [...vehicles.values()].filter((vehicle) => branchId === undefined || vehicle.branchId === branchId),
    [vehicles, branchId],
  );
  const rows = useMemo(
    () =>
      new Map(
        offered.map((vehicle) => {
          const itinerary = itineraries?.find((one) => one.vehicleId === vehicle.id && one.state !== 'cancelled');
          return [vehicle.id, itinerary ? rowOfItinerary(itinerary, vehicle) : rowOfIdleVehicle(vehicle, 0)];
        }),
      ),
    [offered, itineraries],
  );
  const from = useMemo(() => {
    for (const row of rows.values()) {
      const stop = row.stops.find((one) => one.jobId === job.id && one.kind === 'job');
      if (stop) return { row, stopId: stop.id };
    }
    return null;
  }, [rows, job.id]);
  const target = targetOf(vehicleId ? (rows.get(vehicleId) ?? null) : null, place);
  const pricing = usePricing(job.id, target, moves.price);

  const apply = (to: MoveTarget) => {
    setBusy(true);
    moves
      .apply(requestOf(job.id, to), { jobId: job.id, label: job.contact.name, from }, to)
      .catch((error: unknown) => notifyFailure(`${job.contact.name} was not moved.`, error))
      .finally(() => setBusy(false));
  };

  const stops = vehicleId ? (rows.get(vehicleId)?.stops.filter((stop) => stop.jobId !== job.id) ?? []) : [];
  return (
    <Section title={from ? 'Move' : 'Place this job'}>
      <BestPlaces jobId={job.id} date={date} rows={rows} busy={busy} onChoose={apply} />
      <div className={styles.form}>
        <Select
          size="xs"
          label="Onto"
          placeholder="Vehicle"
          searchable
          selectFirstOptionOnChange
          data={offered.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
          value={vehicleId}
          onChange={(id) => {
            setVehicleId(id);
            setPlace(id ? (rows.get(id)?.stops.at(-1)?.id ?? FIRST) : null);
          }}
        />
        <Select
          size="xs"
          label="After"
          disabled={vehicleId === null}
          searchable
          selectFirstOptionOnChange
          data={[
            { value: FIRST, label: 'First' },
            ...stops.map(({ id, number, label }) => ({ value: id, label: `${number}. ${label}` })),
          ]}
          value={place}
          onChange={setPlace}
        />
      </div>
      {target && (
        <div className={styles.answer}>
          {pricing ? <ConsequenceList pricing={pricing} /> : 'Working it out …'}
          <Button size="compact-sm" loading={busy} disabled={!pricing?.consequences} onClick={() => apply(target)}>
            Move
          </Button>
        </div>
      )}
      {from && !target && (
        <Button size="compact-xs" variant="subtle" loading={busy} onClick={() => apply({ kind: 'off' })}>
          Take it off {from.row.name}
        </Button>
      )}
    </Section>
  );
}

function targetOf(row: ReturnType<typeof rowOfIdleVehicle> | null, place: string | null): MoveTarget | null {
  if (!row?.vehicleId || place === null) return null;
  const after = row.stops.find((stop) => stop.id === place);
  return {
    kind: 'row',
    vehicleId: row.vehicleId,
    rowKey: row.key,
    rowName: row.name,
    afterStopId: after?.id ?? null,
    afterLabel: after?.label ?? null,
  };
}
