import { Button, MultiSelect, NumberInput, SegmentedControl, Select } from '@mantine/core';
import type { BodyOf, planEndpoints as contract, Itinerary, Plan } from '@roundsman/api-contract';
import { planEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyFailure } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { itinerariesQuery } from '../queries/itineraries.ts';
import { jobCountsQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { useBranch, useListOf } from '../selection/use-branch.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { goalWords, modeWords } from './plan-words.ts';
import styles from './start-run.module.css';
import { type Loyalty, loyalties } from './told-prices.ts';

const DEFAULT_SECONDS = 15;
type Mode = Plan['mode'];
type Goal = Plan['goal'];

/** From nothing, from what stands, or the rest of a day that runs; how long it may search, and with which vehicles. */
export function StartRun({ date, onStarted }: { date: string; onStarted: (planId: string) => void }) {
  const { can, organisation } = useOrganisation();
  const { branches } = organisation;
  const queryClient = useQueryClient();
  const vehicles = useVehicles();
  const { branchId: inSight, chooseBranch } = useBranch();
  const [own, setOwn] = useState(branches[0]?.id);
  const branchId = inSight ?? own;
  const counts = useQuery(jobCountsQuery(date, branchId)).data;
  const listed = useListOf(branchId);
  const itineraries = useQuery({ ...itinerariesQuery(date, listed), enabled: can('itineraries:read') }).data ?? none;
  const [chosen, setChosen] = useState<Mode | null>(null);
  const [limitSeconds, setLimitSeconds] = useState(DEFAULT_SECONDS);
  const [vehicleIds, setVehicleIds] = useState<string[]>([]);
  const [withoutVehicleIds, setWithoutVehicleIds] = useState<string[]>([]);
  const [goal, setGoal] = useState<Goal>('cheapest');
  const [loyalty, setLoyalty] = useState<Loyalty>('usual');
  const standing = whatStands(itineraries);
  const mode = chosen ?? (standing.out > 0 ? 'replan' : 'plan');
  const start = useMutation({
    mutationFn: () => {
      const body: BodyOf<typeof contract.start> = { serviceDate: date, branchId, mode, goal, limitSeconds };
      if (mode === 'replan') Object.assign(body, { withoutVehicleIds, changePrices: loyalties[loyalty].prices });
      else if (vehicleIds.length > 0) body.vehicleIds = vehicleIds;
      return client.call(planEndpoints.start, { body });
    },
    onSuccess: async (plan) => {
      await queryClient.invalidateQueries({ queryKey: keys.plans });
      onStarted(plan.id);
    },
    onError: (error) => notifyFailure('The run was not started.', error),
  });
  if (!can('plans:write')) return null;
  const choose = (id: string) => {
    // What the desk looks at goes along, or the plan would begin out of sight.
    if (inSight === undefined) setOwn(id);
    else chooseBranch(id);
    // What was chosen with the other branch in sight is none of this one's.
    setChosen(null);
    setVehicleIds([]);
    setWithoutVehicleIds([]);
  };
  const active = [...vehicles.values()].filter((vehicle) => vehicle.active && vehicle.branchId === branchId);
  const released = (counts?.byState.new ?? 0) + (counts?.byState.scheduled ?? 0);
  const hindrance = whatHinders(mode, counts ? released : null, standing);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      {branches.length > 1 && (
        <Select
          label="Branch"
          size="xs"
          allowDeselect={false}
          data={branches.map(({ id, name }) => ({ value: id, label: name }))}
          value={branchId}
          onChange={(value) => value && choose(value)}
        />
      )}
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="How to plan"
        data={(['plan', 'improve', 'replan'] as const).map((value) => ({ value, label: modeWords[value].label }))}
        value={mode}
        onChange={(value) => setChosen(value as Mode)}
      />
      <p className={styles.note}>{modeWords[mode].explanation}</p>
      {mode === 'replan' ? (
        <>
          <MultiSelect
            label="Out of service"
            description="Their stops go to the others; goods are taken over where they stand"
            size="xs"
            clearable
            searchable
            selectFirstOptionOnChange
            placeholder={withoutVehicleIds.length === 0 ? 'none' : undefined}
            data={standing.vehicleIds.map((id) => ({ value: id, label: vehicles.get(id)?.name ?? id }))}
            value={withoutVehicleIds}
            onChange={setWithoutVehicleIds}
          />
          <Select
            label="What crews and customers were told"
            size="xs"
            allowDeselect={false}
            data={(Object.keys(loyalties) as Loyalty[]).map((value) => ({ value, label: loyalties[value].label }))}
            value={loyalty}
            onChange={(value) => value && setLoyalty(value as Loyalty)}
          />
        </>
      ) : (
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
      )}
      <Select
        label="What counts most"
        description={goalWords[goal].explanation}
        size="xs"
        allowDeselect={false}
        data={(Object.keys(goalWords) as Goal[]).map((value) => ({ value, label: goalWords[value].label }))}
        value={goal}
        onChange={(value) => value && setGoal(value as Goal)}
      />
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
        <Button type="submit" size="sm" loading={start.isPending} disabled={hindrance !== null}>
          {buttonWords(mode, counts ? released : null)}
        </Button>
      </div>
      {hindrance && <p className={styles.note}>{hindrance}</p>}
    </form>
  );
}

const none: Itinerary[] = [];
const OPEN = new Set<Itinerary['state']>(['draft', 'dispatched', 'started', 'interrupted']);

/** Which of a branch's itineraries could be planned again, and how many of them a crew has. */
function whatStands(itineraries: readonly Itinerary[]) {
  const open = itineraries.filter(({ state, vehicleId }) => OPEN.has(state) && vehicleId !== null);
  const drafts = open.filter(({ state }) => state === 'draft').length;
  return { drafts, out: open.length - drafts, vehicleIds: open.flatMap(({ vehicleId }) => vehicleId ?? []) };
}

function whatHinders(mode: Mode, released: number | null, standing: ReturnType<typeof whatStands>): string | null {
  if (mode === 'replan')
    return standing.vehicleIds.length === 0 ? 'No itinerary of this date is under way. Plan it from nothing.' : null;
  if (mode === 'improve' && standing.drafts === 0)
    return 'There is no draft itinerary to start from. Apply a plan first.';
  if (released === 0) return 'No job of this date is released. Release some in Stage first.';
  return null;
}

function buttonWords(mode: Mode, released: number | null): string {
  if (mode === 'replan') return 'Plan the rest again';
  const verb = mode === 'improve' ? 'Improve' : 'Plan';
  return released === null ? verb : `${verb} ${released} jobs`;
}
