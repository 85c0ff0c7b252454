import type { LivePlan, Plan } from '@roundsman/api-contract';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../queries/keys.ts';

/** Progress of a running plan goes straight into what was read of it; a change of state reads the plan again. */
export function setPlanProgress(queryClient: QueryClient, live: LivePlan): void {
  let changedState = false;
  const merge = <P extends Plan>(plan: P): P => {
    if (plan.id !== live.planId) return plan;
    changedState ||= plan.state !== live.state;
    return { ...plan, progress: mergeProgress(plan, live) };
  };
  queryClient.setQueriesData<Plan[]>({ queryKey: keys.plans }, (plans) => plans?.map(merge));
  queryClient.setQueriesData<Plan>({ queryKey: keys.plan(live.planId) }, (plan) => plan && merge(plan));
  if (!changedState) return;
  void queryClient.invalidateQueries({ queryKey: keys.plans });
  void queryClient.invalidateQueries({ queryKey: keys.plan(live.planId) });
}

export function mergeProgress(plan: Plan, live: LivePlan): Plan['progress'] {
  const currency = plan.progress.best?.cost.currency ?? plan.figures?.cost.currency ?? '';
  return {
    ...plan.progress,
    phase: plan.progress.phase === 'waiting' ? 'searching' : plan.progress.phase,
    // A message overtaken by a newer one must not turn the bar back.
    share: Math.max(plan.progress.share, live.share),
    elapsedSeconds: Math.max(plan.progress.elapsedSeconds, live.elapsedSeconds),
    iterations: Math.max(plan.progress.iterations, live.iterations),
    best:
      live.costMinor === null || live.unplaced === null
        ? plan.progress.best
        : { cost: { amountMinor: live.costMinor, currency }, unplaced: live.unplaced },
  };
}
