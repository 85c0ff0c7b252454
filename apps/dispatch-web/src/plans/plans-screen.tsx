import { Empty } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { Pane, RememberedSplitter } from '../panes/remembered-splitter.tsx';
import { plansQuery } from '../queries/plans.ts';
import { useBranch } from '../selection/use-branch.ts';
import { useServiceDate } from '../selection/use-screen.ts';
import { ComparePlans } from './compare-plans.tsx';
import { PlanBoard } from './plan-board.tsx';
import { PlanList } from './plan-list.tsx';
import { hasRoutes } from './plan-words.ts';
import styles from './plans-screen.module.css';
import { MOST_COMPARED } from './plans-search.ts';
import { StartRun } from './start-run.tsx';

/** Runs of the optimiser for a date: start one, watch it, compare, change by hand, apply, dispatch. */
export function PlansScreen() {
  const { date } = useServiceDate();
  const { plan: chosenId, beside = none } = useSearch({ from: '/plans' });
  const navigate = useNavigate({ from: '/plans' });
  const query = useQuery(plansQuery(date));
  const { branchId } = useBranch();
  const plans = useMemo(
    () =>
      query.data?.filter(
        (plan) => plan.state !== 'dropped' && (branchId === undefined || plan.branchId === branchId),
      ) ?? [],
    [query.data, branchId],
  );
  const running = plans.filter((plan) => plan.state === 'running');
  const shown = plans.find((plan) => plan.id === chosenId) ?? plans.find(hasRoutes) ?? plans[0];
  const others = plans.filter((plan) => beside.includes(plan.id) && plan.id !== shown?.id && hasRoutes(plan));

  const show = (planId: string) =>
    void navigate({
      to: '/plans',
      search: (before) => ({ ...before, plan: planId, beside: beside.filter((id) => id !== planId) }),
    });
  const compare = (planId: string) => {
    const next = beside.includes(planId) ? beside.filter((id) => id !== planId) : [...beside, planId];
    void navigate({
      to: '/plans',
      search: (before) => ({ ...before, plan: shown?.id, beside: next.slice(-(MOST_COMPARED - 1)) }),
    });
  };

  return (
    <RememberedSplitter name="plans" orientation="horizontal">
      <Pane key="list" size="320px" min="260px">
        <div className={styles.side}>
          <div className={styles.head}>
            <h1 className={styles.title}>{sentenceOf(plans.length, running.length)}</h1>
          </div>
          <StartRun date={date} onStarted={show} />
          <QueryStates
            query={query}
            what="The plans of this date"
            isEmpty={plans.length === 0}
            empty={
              <Empty title="No plan for this date yet.">Start a run: it takes what is released and not yet done.</Empty>
            }
          >
            <PlanList plans={plans} shownId={shown?.id ?? null} beside={beside} onShow={show} onCompare={compare} />
          </QueryStates>
        </div>
      </Pane>
      <Pane key="plan" size={100} min="480px">
        <div className={styles.main}>
          {shown && others.length > 0 && <ComparePlans plans={[shown, ...others]} />}
          {shown ? (
            <PlanBoard key={shown.id} plan={shown} ghostIds={others.map((plan) => plan.id)} />
          ) : (
            <div className={styles.nothing}>{query.data && <Empty title="A plan appears here." />}</div>
          )}
        </div>
      </Pane>
    </RememberedSplitter>
  );
}

const none: string[] = [];

function sentenceOf(plans: number, running: number): string {
  if (running > 0) return running === 1 ? 'One plan is being worked out' : `${running} plans are being worked out`;
  if (plans === 0) return 'Nothing is planned yet';
  return plans === 1 ? 'One plan' : `${plans} plans`;
}
