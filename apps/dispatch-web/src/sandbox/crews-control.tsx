import { Button, Checkbox, Popover } from '@mantine/core';
import { sandboxEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { crewsQuery } from '../queries/sandbox.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { crewWords } from './crew-words.ts';
import styles from './sandbox.module.css';

/** Whether anybody drives in the sandbox who is not there. */
export function CrewsControl() {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const crews = useQuery(crewsQuery).data;
  const [goesWrong, setGoesWrong] = useState(true);
  const done = (words: string) => {
    notifyDone(words);
    return queryClient.invalidateQueries({ queryKey: keys.crews });
  };
  const start = useMutation({
    mutationFn: () =>
      client.call(sandboxEndpoints.startCrews, { body: { endings: goesWrong ? 'as_in_life' : 'all_well' } }),
    onSuccess: () => done('Simulated crews are out.'),
    onError: (error) => notifyFailure('No crew set out.', error),
  });
  const stop = useMutation({
    mutationFn: () => client.call(sandboxEndpoints.stopCrews),
    onSuccess: () => done('Simulated crews are called off.'),
    onError: (error) => notifyFailure('The crews are still out.', error),
  });
  if (!crews) return null;
  return (
    <Popover width={340} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <button type="button" className={styles.control} aria-label="Simulated crews">
          {crewWords(crews)}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.sheet}>
        <h2 className={styles.title}>Simulated crews drive what is dispatched.</h2>
        <p>
          Along the roads, as fast as the clock runs. A crew with a phone of its own is left alone
          {crews.withPhone > 0 ? ` (${crews.withPhone} now).` : '.'}
        </p>
        {!can('clock:write') ? null : crews.running ? (
          <Button size="compact-sm" variant="default" onClick={() => stop.mutate()} loading={stop.isPending}>
            Call them off
          </Button>
        ) : (
          <>
            <Checkbox
              size="xs"
              label="Some visits go wrong, as in life"
              checked={goesWrong}
              onChange={(event) => setGoesWrong(event.currentTarget.checked)}
            />
            <Button size="compact-sm" onClick={() => start.mutate()} loading={start.isPending}>
              Send crews out
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
