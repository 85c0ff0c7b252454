import { Button, Popover, SegmentedControl } from '@mantine/core';
import { organisationEndpoints } from '@roundsman/client';
import { dayLabel, timeOfDay, useNow } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { businessClock, clockGoal, setBusinessClock } from '../live/business-clock.ts';
import { useStore } from '../live/external-store.ts';
import { notifyFailure } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { forwardSteps, speedWords } from './clock-steps.ts';
import styles from './sandbox.module.css';

const SPEEDS = [0, 1, 10, 60, 600];

/** What time it is in the sandbox; opened, how fast it passes and where to it goes. */
export function ClockControl() {
  const { can, zone } = useOrganisation();
  const { speed } = useStore(businessClock);
  const goal = useStore(clockGoal);
  return (
    <Popover width={340} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <button type="button" className={styles.control} aria-label="The sandbox’s clock">
          <BusinessTime />
          <span className={styles.quiet}>
            {goal === null ? speedWords(speed) : `on its way to ${dayLabel(goal, zone)} ${timeOfDay(goal, zone)}`}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.sheet}>
        <h2 className={styles.title}>Its clock is its own.</h2>
        {can('clock:write') ? <Controls speed={speed} goal={goal} /> : <p>Dispatchers set it.</p>}
      </Popover.Dropdown>
    </Popover>
  );
}

function Controls({ speed, goal }: { speed: number; goal: Date | null }) {
  const { zone } = useOrganisation();
  const now = useNow(1000);
  const setSpeed = useMutation({
    mutationFn: (wanted: number) => client.call(organisationEndpoints.setClock, { body: { speed: wanted } }),
    onSuccess: setBusinessClock,
    onError: (error) => notifyFailure('The clock was not changed.', error),
  });
  const advance = useMutation({
    mutationFn: (to: Date) => client.call(organisationEndpoints.advanceClock, { body: { to: to.toISOString() } }),
    onSuccess: setBusinessClock,
    onError: (error) => notifyFailure('The clock was not moved.', error),
  });
  const choices = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  if (goal !== null) {
    return (
      <>
        <p>It goes from one thing that is due to the next: reminders, messages and crews keep their own times.</p>
        <Button size="compact-sm" variant="default" onClick={() => setSpeed.mutate(1)} loading={setSpeed.isPending}>
          Stop here
        </Button>
      </>
    );
  }
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="Speed of the clock"
        value={String(speed)}
        data={choices.map((choice) => ({ value: String(choice), label: speedWords(choice) }))}
        disabled={setSpeed.isPending}
        onChange={(value) => setSpeed.mutate(Number(value))}
      />
      <p>Or move it on. What is due until then happens in its order, each thing at its own time.</p>
      <div className={styles.buttons}>
        {forwardSteps(now, zone).map(({ words, to }) => (
          <Button
            key={words}
            size="compact-sm"
            variant="default"
            disabled={advance.isPending}
            onClick={() => advance.mutate(to)}
          >
            {words}
          </Button>
        ))}
      </div>
    </>
  );
}

function BusinessTime() {
  const { zone } = useOrganisation();
  const now = useNow(1000);
  return (
    <span className={styles.time}>
      {dayLabel(now, zone)} {timeOfDay(now, zone, 'seconds')}
    </span>
  );
}
