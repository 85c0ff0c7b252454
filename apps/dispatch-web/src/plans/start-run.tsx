import { Button, MultiSelect, NumberInput } from '@mantine/core';
import { planEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { jobCountsQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './start-run.module.css';

const DEFAULT_SECONDS = 15;

/** How long it may search and with which vehicles; all active ones unless some are named. */
export function StartRun({ date, onStarted }: { date: string; onStarted: (planId: string) => void }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const vehicles = useVehicles();
  const counts = useQuery(jobCountsQuery(date)).data;
  const [limitSeconds, setLimitSeconds] = useState(DEFAULT_SECONDS);
  const [vehicleIds, setVehicleIds] = useState<string[]>([]);
  const start = useMutation({
    mutationFn: () =>
      client.call(planEndpoints.start, {
        body: { serviceDate: date, limitSeconds, ...(vehicleIds.length > 0 && { vehicleIds }) },
      }),
    onSuccess: async (plan) => {
      await queryClient.invalidateQueries({ queryKey: keys.plans });
      onStarted(plan.id);
    },
    onError: (error) => notifyFailure('The run was not started.', error),
  });
  if (!can('plans:write')) return null;
  const active = [...vehicles.values()].filter((vehicle) => vehicle.active);
  const jobs = (counts?.byState.new ?? 0) + (counts?.byState.scheduled ?? 0);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <div className={styles.line}>
        <NumberInput
          className={styles.seconds}
          label="Search for, s"
          size="xs"
          min={1}
          max={600}
          allowDecimal={false}
          value={limitSeconds}
          onChange={(value) => setLimitSeconds(Math.min(600, Math.max(1, Number(value) || DEFAULT_SECONDS)))}
        />
        <Button type="submit" size="sm" loading={start.isPending} disabled={counts !== undefined && jobs === 0}>
          Plan {counts ? `${jobs} jobs` : ''}
        </Button>
      </div>
      <MultiSelect
        label="With"
        size="xs"
        clearable
        searchable
        selectFirstOptionOnChange
        placeholder={vehicleIds.length === 0 ? `all ${active.length} active vehicles` : undefined}
        data={active.map(({ id, name }) => ({ value: id, label: name }))}
        value={vehicleIds}
        onChange={setVehicleIds}
      />
      {counts && jobs === 0 && (
        <p className={styles.note}>No job of this date is released. Release some in Stage first.</p>
      )}
    </form>
  );
}
