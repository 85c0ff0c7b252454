import { AsyncLocalStorage } from 'node:async_hooks';

/** What is done first when not everything can be done: a crew's commands, then changes, then reads, reports last. */
export const priorities = ['command', 'change', 'read', 'report'] as const;
export type Priority = (typeof priorities)[number];

const current = new AsyncLocalStorage<Priority>();

/** Everything that `run` asks of the database waits in the row of this priority. */
export function atPriority<T>(priority: Priority, run: () => T): T {
  return current.run(priority, run);
}

/** What nobody waits for at a door (readers, timers, tasks) stands with the changes. */
export const currentPriority = (): Priority => current.getStore() ?? 'change';
