import { Button } from '@mantine/core';
import type { Plan } from '@roundsman/api-contract';
import { planEndpoints } from '@roundsman/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { money } from '../figures/money.ts';
import { notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { phaseWords } from './plan-words.ts';
import styles from './run-progress.module.css';

/** `42 %, 12 s, searching · 48,000 tries · best CHF 4,123, 3 not placed`, and the way to have it stop and keep that. */
export function RunProgress({ plan }: { plan: Plan }) {
  const queryClient = useQueryClient();
  const stop = useMutation({
    mutationFn: () => client.call(planEndpoints.stop, { params: { planId: plan.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.plans }),
    onError: (error) => notifyFailure('It goes on searching.', error),
  });
  const { share, elapsedSeconds, iterations, best, phase } = plan.progress;
  const percent = Math.round(share * 100);
  return (
    <div className={styles.run}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={`Plan ${plan.code}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={styles.bar} style={{ width: `${percent}%` }} />
      </div>
      <p className={styles.words}>
        <strong>{percent} %</strong>, {Math.round(elapsedSeconds)} s, {phaseWords(phase)}
        {iterations > 0 && ` · ${iterations.toLocaleString('en-GB')} tries`}
      </p>
      <p className={styles.words}>
        {best ? `Best so far: ${money(best.cost)}, ${best.unplaced} not placed` : 'No result yet'}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        loading={stop.isPending}
        disabled={!best}
        onClick={() => stop.mutate()}
      >
        Stop and keep this
      </Button>
    </div>
  );
}
