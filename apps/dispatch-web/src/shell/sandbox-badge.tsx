import { Popover, SegmentedControl } from '@mantine/core';
import { organisationEndpoints } from '@roundsman/client';
import { timeOfDay, useNow } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { businessClock, setBusinessClock } from '../live/business-clock.ts';
import { useStore } from '../live/external-store.ts';
import { notifyFailure } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './sandbox-badge.module.css';

const speeds = [0, 1, 10, 60, 600];

/** Says that nothing here reaches a real person, what time it is in this world, and how fast it passes. */
export function SandboxBadge() {
  const { can } = useOrganisation();
  const { speed } = useStore(businessClock);
  const setSpeed = useMutation({
    mutationFn: (wanted: number) => client.call(organisationEndpoints.setClock, { body: { speed: wanted } }),
    onSuccess: setBusinessClock,
    onError: (error) => notifyFailure('The clock was not changed.', error),
  });
  const choices = speeds.includes(speed) ? speeds : [...speeds, speed].sort((a, b) => a - b);

  return (
    <Popover width={320} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <button type="button" className={styles.badge} aria-label="Sandbox and its clock">
          <span className={styles.word}>Sandbox</span>
          <BusinessTime />
          <span className={styles.speed}>{speedWords(speed)}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.explanation}>
        <h2 className={styles.title}>This organisation is a sandbox.</h2>
        <p>It never writes to a real person, whatever mail or SMS service is set up. Its clock is its own.</p>
        {can('clock:write') && (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Speed of the clock"
            value={String(speed)}
            data={choices.map((choice) => ({ value: String(choice), label: speedWords(choice) }))}
            disabled={setSpeed.isPending}
            onChange={(value) => setSpeed.mutate(Number(value))}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function BusinessTime() {
  const { zone } = useOrganisation();
  return <span className={styles.time}>{timeOfDay(useNow(1000), zone, 'seconds')}</span>;
}

const speedWords = (speed: number) => (speed === 0 ? 'stopped' : `×${speed}`);
