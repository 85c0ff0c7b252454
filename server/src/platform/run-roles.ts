import { runReaders } from './event-log/index.ts';
import { maintenanceTask } from './maintenance.ts';
import type { Platform } from './open-platform.ts';
import type { Role, RoleParts } from './role.ts';
import { healthOfReaders, operational, worse } from './role-health.ts';
import { runTasks } from './task-queue/index.ts';
import { runTimers } from './timers/index.ts';

export interface RunningRoles {
  /** Resolves when every reader has come to the end of every log: what tests and drills wait for. */
  settled(): Promise<void>;
  /** Ends streams and requests first, then readers, timers and tasks, then what the roles hold themselves. */
  stop(): Promise<void>;
}

/** Starts the roles in their order and runs what they bring: readers of the log, business timers, background tasks in their lanes. */
export async function runRoles(platform: Platform, roles: readonly Role[]): Promise<RunningRoles> {
  const { database, doorbell, clock, log, metrics, target, http } = platform;
  const parts: RoleParts[] = [];
  for (const role of roles) {
    const brought = await role.start({ ...platform, log: log.child({ role: role.name }) });
    http.components.push({
      component: role.name,
      health: async () =>
        worse(await healthOfReaders(metrics, brought.readers ?? []), (await brought.health?.()) ?? operational),
    });
    parts.push(brought);
  }
  const common = { database, clock, log, metrics };
  const handlers = [maintenanceTask(database, clock), ...parts.flatMap((part) => part.tasks ?? [])];
  const lanes = await Promise.all(
    [...Map.groupBy(handlers, ({ lane }) => lane?.name)].map(([, members]) => {
      const workers = members[0]!.lane?.workers;
      const concurrency = workers === undefined ? {} : { concurrency: workers };
      return runTasks({ target, handlers: members, log, metrics, ...concurrency });
    }),
  );
  const timers = runTimers({ ...common, handlers: parts.flatMap((part) => part.timers ?? []) });
  const readers = await runReaders({ ...common, doorbell, readers: parts.flatMap((part) => part.readers ?? []) });

  return {
    settled: () => readers.settled(),
    async stop() {
      await http.close();
      await Promise.all([readers.stop(), timers.stop(), ...lanes.map((lane) => lane.stop())]);
      for (const part of parts.reverse()) await part.stop?.();
    },
  };
}
