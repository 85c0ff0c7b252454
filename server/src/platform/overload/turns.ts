import { currentPriority, type Priority, priorities } from './priority.ts';

/** Gives a place back. */
export type Leave = () => void;

/** A row before the database: as many at once as there are connections, who matters more goes first, and the row has an end. */
export interface Turns {
  /** Resolves when it is the caller's turn. Errors: `TurnRefused` when the row is full or the wait too long. */
  take(priority?: Priority): Promise<Leave>;
  /** Milliseconds that even the luckiest of this priority waited since the last call; 0 when somebody did not wait. */
  standingWait(priority: Priority): number;
  waiting(): number;
}

export class TurnRefused extends Error {
  readonly priority: Priority;
  constructor(priority: Priority, why: string) {
    super(`No connection to the database for a ${priority}: ${why}`);
    this.priority = priority;
  }
}

export interface TurnsOptions {
  readonly places: number;
  readonly mostWaiting: number;
  readonly monotonicMilliseconds: () => number;
  /** How long each may wait. */
  readonly patienceMilliseconds: Readonly<Record<Priority, number>>;
  readonly onWaited?: (priority: Priority, milliseconds: number) => void;
}

interface Waiting {
  readonly priority: Priority;
  readonly since: number;
  enter(): void;
  refuse(why: string): void;
}

export function openTurns(options: TurnsOptions): Turns {
  const { monotonicMilliseconds: monotonic } = options;
  const rows = new Map<Priority, Waiting[]>(priorities.map((priority) => [priority, []]));
  const shortest = new Map<Priority, number>();
  let free = options.places;

  const waiting = () => priorities.reduce((sum, priority) => sum + rows.get(priority)!.length, 0);
  const note = (priority: Priority, milliseconds: number) => {
    shortest.set(priority, Math.min(shortest.get(priority) ?? Number.POSITIVE_INFINITY, milliseconds));
    options.onWaited?.(priority, milliseconds);
  };

  function leaveOnce(): Leave {
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      const next = priorities.map((priority) => rows.get(priority)!).find((row) => row.length > 0);
      if (next) next.shift()!.enter();
      else free++;
    };
  }

  /** The last of the least, when that is less than `priority`. */
  function giveWay(priority: Priority): Waiting | undefined {
    const less = priorities.slice(priorities.indexOf(priority) + 1).toReversed();
    return less
      .map((one) => rows.get(one)!)
      .find((row) => row.length > 0)
      ?.pop();
  }

  return {
    take(priority = currentPriority()) {
      if (free > 0) {
        free--;
        note(priority, 0);
        return Promise.resolve(leaveOnce());
      }
      if (waiting() >= options.mostWaiting) {
        const given = giveWay(priority);
        if (!given) return Promise.reject(new TurnRefused(priority, 'too many wait already'));
        given.refuse('what matters more needed its place');
      }
      const row = rows.get(priority)!;
      return new Promise<Leave>((resolve, reject) => {
        const since = monotonic();
        const refuse = (why: string) => {
          clearTimeout(late);
          const at = row.indexOf(one);
          if (at >= 0) row.splice(at, 1);
          reject(new TurnRefused(priority, why));
        };
        const patience = options.patienceMilliseconds[priority];
        const late = setTimeout(() => refuse(`none within ${patience} ms`), patience);
        const enter = () => {
          clearTimeout(late);
          note(priority, monotonic() - since);
          resolve(leaveOnce());
        };
        const one: Waiting = { priority, since, enter, refuse };
        row.push(one);
      });
    },
    standingWait(priority) {
      const came = shortest.get(priority);
      shortest.delete(priority);
      const first = rows.get(priority)![0];
      // Nobody came through: then it is at least as long as the first in the row has stood there.
      return came ?? (first ? monotonic() - first.since : 0);
    },
    waiting,
  };
}
