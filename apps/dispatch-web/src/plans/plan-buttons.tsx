import { Button } from '@mantine/core';
import type { Plan, PlanDetail } from '@roundsman/api-contract';
import { planEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { DispatchDialog } from '../dispatching/dispatch-dialog.tsx';
import { money } from '../figures/money.ts';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { hasWork, itinerariesQuery } from '../queries/itineraries.ts';
import { keys } from '../queries/keys.ts';
import { useListOf } from '../selection/use-branch.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { ChangeList } from './change-list.tsx';
import styles from './plan-buttons.module.css';
import { PlanFindings } from './plan-findings.tsx';
import { canApply } from './plan-words.ts';

/** The next thing to do with a plan: apply it; once it is the day, dispatch. */
export function PlanButtons({ plan, detail }: { plan: Plan; detail: PlanDetail | undefined }) {
  const { can } = useOrganisation();
  const [asking, setAsking] = useState<'apply' | 'drop' | 'dispatch' | null>(null);
  const itineraries = useQuery(itinerariesQuery(plan.serviceDate, useListOf(plan.branchId))).data ?? [];
  const drafts = itineraries.filter((itinerary) => itinerary.state === 'draft');
  const ready = drafts.filter(hasWork);
  const close = () => setAsking(null);
  return (
    <div className={styles.buttons}>
      {canApply(plan) && can('plans:write') && (
        <>
          <Button variant="default" onClick={() => setAsking('drop')}>
            Drop …
          </Button>
          <Button onClick={() => setAsking('apply')} disabled={!detail}>
            Apply …
          </Button>
        </>
      )}
      {plan.state === 'applied' && ready.length > 0 && can('itineraries:write') && (
        <Button onClick={() => setAsking('dispatch')}>Dispatch {ready.length} …</Button>
      )}
      {plan.state === 'applied' && <Link to="/day">To the day</Link>}
      {asking === 'apply' && detail && <ApplyDialog plan={detail} drafts={drafts.length} onClose={close} />}
      {asking === 'drop' && <DropDialog plan={plan} onClose={close} />}
      {asking === 'dispatch' && <DispatchDialog date={plan.serviceDate} itineraries={ready} onClose={close} />}
    </div>
  );
}

function ApplyDialog({ plan, drafts, onClose }: { plan: PlanDetail; drafts: number; onClose: () => void }) {
  const queryClient = useQueryClient();
  const vehicles = useVehicles();
  const used = plan.routes.filter((route) => route.stops.length > 0);
  const names = used.map((route) => vehicles.get(route.vehicleId)?.name ?? 'a vehicle').sort(byName.compare);
  const apply = async () => {
    const { itineraryIds } = await client.call(planEndpoints.apply, {
      params: { planId: plan.id },
      // The dialog names every fault before its button can be pressed.
      query: plan.findingCount > 0 ? { despiteFindings: true } : {},
      budgetMilliseconds: 60_000,
      attemptMilliseconds: 60_000,
    });
    await Promise.all(
      [keys.plans, keys.plan(plan.id), keys.jobs, ['itineraries'], ['itinerary-shapes']].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
    notifyDone(
      plan.mode === 'replan'
        ? `${plan.code} is applied: ${itineraryIds.length} itineraries changed.`
        : `${plan.code} is applied: ${itineraryIds.length} itineraries, not dispatched yet.`,
    );
  };
  if (plan.mode === 'replan') return <ApplyToRunningDay plan={plan} apply={apply} onClose={onClose} />;
  return (
    <ConfirmDialog
      title={`Apply ${plan.code}`}
      confirm={plan.findingCount > 0 ? 'Apply it despite the faults' : `Make ${used.length} itineraries`}
      onConfirm={apply}
      onClose={onClose}
    >
      <PlanFindings plan={plan} />
      <p>
        <strong>{plan.figures?.placed ?? 0} jobs</strong> go onto {used.length} vehicles ({listOf(names)}) for{' '}
        {plan.figures ? money(plan.figures.cost) : 'an unknown cost'}.
        {plan.unplaced.length > 0 && ` ${plan.unplaced.length} stay unplaced.`}
      </p>
      {drafts > 0 && (
        <p>{drafts} itineraries that are not dispatched yet are replaced; dispatched ones stay as they are.</p>
      )}
      {plan.changes && plan.changes.kept + plan.changes.otherVehicle > 0 && <ChangeList changes={plan.changes} />}
      {plan.stale && (
        <p>Something changed since the plan was made. If it matters, applying is refused and says what.</p>
      )}
      <p>No customer and no crew is told anything before you dispatch.</p>
    </ConfirmDialog>
  );
}

/** Crews and customers hear of it at once, so every change is named before. */
function ApplyToRunningDay({
  plan,
  apply,
  onClose,
}: {
  plan: PlanDetail;
  apply: () => Promise<void>;
  onClose: () => void;
}) {
  const { organisation } = useOrganisation();
  const { changes } = plan;
  const leaving = changes?.takenOff ?? 0;
  const broken = changes?.rows.filter(({ kind, breaksPromise }) => breaksPromise && kind !== 'taken_off').length ?? 0;
  const told = organisation.kind === 'sandbox' ? 'would be told (a sandbox writes to nobody)' : 'are told';
  return (
    <ConfirmDialog
      title={`Change the running day by ${plan.code}`}
      confirm={broken > 0 ? `Change it and tell ${broken} customers` : 'Change it'}
      onConfirm={apply}
      onClose={onClose}
    >
      <PlanFindings plan={plan} />
      {changes && <ChangeList changes={changes} />}
      {leaving > 0 && (
        <p>
          {leaving === 1 ? '1 job finds' : `${leaving} jobs find`} no place any more and must be planned otherwise; the
          customers hear nothing yet.
        </p>
      )}
      <p>
        Crews whose list changes get it at once.{' '}
        {broken > 0
          ? `Customers whose promise cannot be kept ${told} of a new one; the others hear nothing.`
          : 'Every promise is kept, so customers hear nothing.'}
      </p>
      {plan.stale && <p>The day went on since the plan was made: applying it is refused. Plan the rest again.</p>}
    </ConfirmDialog>
  );
}

function DropDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Drop ${plan.code}`}
      confirm="Drop it"
      onConfirm={async () => {
        await client.call(planEndpoints.drop, { params: { planId: plan.id } });
        await queryClient.invalidateQueries({ queryKey: keys.plans });
        notifyDone(`${plan.code} is dropped.`);
      }}
      onClose={onClose}
    >
      <p>The plan leaves the list, with the changes made to it by hand. Jobs and itineraries stay as they are.</p>
    </ConfirmDialog>
  );
}

const byName = new Intl.Collator('en', { numeric: true });
const MOST_NAMES = 6;

function listOf(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}
