import { Button } from '@mantine/core';
import type { OperatorAlert } from '@roundsman/api-contract';
import { timeOfDay } from '@roundsman/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { edgeProgram } from './edge-program.ts';

/** What the monitor calls a person for right now, and whether it reached one. */
export function AlertCard({ alert, contacts }: { alert: OperatorAlert; contacts: number }) {
  const { zone } = useOrganisation();
  const queryClient = useQueryClient();
  const acknowledge = useMutation({
    mutationFn: () => edgeProgram.acknowledgeAlert(alert.id),
    onSuccess: () => {
      notifyDone('You are on it. Nobody is reminded any more, unless it grows.');
      return queryClient.invalidateQueries({ queryKey: [...keys.edges] });
    },
    onError: (error) => notifyFailure('The reminders go on.', error),
  });
  const at = (instant: string) => timeOfDay(new Date(instant), zone, 'seconds');
  const told =
    alert.acknowledgedAt !== null
      ? `somebody is on it since ${at(alert.acknowledgedAt)}`
      : contacts === 0
        ? 'nobody is set up to be called'
        : alert.reachedAt === null
          ? 'nobody could be reached yet'
          : `called ${alert.toldTimes === 1 ? 'once' : `${alert.toldTimes} times`}, first reached at ${at(alert.reachedAt)}`;
  return (
    <Card
      title={alert.title}
      detail={`Since ${at(alert.since)}, ${told}.`}
      aside={
        alert.acknowledgedAt === null && (
          <Button size="compact-sm" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
            I am on it
          </Button>
        )
      }
    >
      {alert.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Card>
  );
}
