import type { Problem } from '../problem.ts';
import type { Exchange } from '../search/search.ts';

/** Often enough that nobody works long on what is lost, rarely enough that searches find things of their own in between. */
const ROUNDS = 16;
/** How often a thread that waits looks whether its own time is up. */
const LOOK_EVERY_MS = 50;
const LEFT = 0;
const FIRST_ARRIVED = 1;

/** Shared memory in which searches of one problem, one a thread, leave their best solutions for each other. */
export interface Meeting {
  readonly threads: number;
  /** Threads that have left; threads that have arrived at round 1, 2 … */
  readonly counters: Int32Array<SharedArrayBuffer>;
  /** Two slots a thread, used in turn, so that nobody writes what another still reads. */
  readonly objectives: Float64Array<SharedArrayBuffer>;
  readonly solutions: Int32Array<SharedArrayBuffer>;
  readonly slotLength: number;
}

export function createMeeting(problem: Problem, threads: number): Meeting {
  const shifts = problem.vehicles.reduce((sum, { shifts: each }) => sum + each.length, 0);
  const reloads = problem.vehicles.reduce(
    (sum, { shifts: each, reload }) => sum + each.length * (reload?.maxReloads ?? 0),
    0,
  );
  const slotLength = 1 + 2 * problem.jobs.length + reloads + shifts;
  return {
    threads,
    counters: new Int32Array(new SharedArrayBuffer(4 * (FIRST_ARRIVED + ROUNDS))),
    objectives: new Float64Array(new SharedArrayBuffer(16 * threads)),
    solutions: new Int32Array(new SharedArrayBuffer(8 * threads * slotLength)),
    slotLength,
  };
}

/** What one thread hands to its search, and what it calls when that is over. */
export function joinMeeting(meeting: Meeting, thread: number): { exchange: Exchange; leave: () => void } {
  const { threads, counters, objectives, solutions, slotLength } = meeting;
  let round = 0;

  /** Everybody leaves what they have, waits for the others, and sees the same: the outcome does not depend on who is fast. */
  function meet(objective: number, nodes: readonly number[], hasTime: () => boolean): readonly number[] | null {
    const parity = round % 2;
    const own = 2 * thread + parity;
    objectives[own] = objective;
    solutions[own * slotLength] = nodes.length;
    solutions.set(nodes, own * slotLength + 1);
    Atomics.add(counters, FIRST_ARRIVED + round, 1);
    Atomics.notify(counters, FIRST_ARRIVED + round);
    const met = waitForOthers(FIRST_ARRIVED + round, hasTime);
    round++;
    return met ? bestOfOthers(objective, parity) : null;
  }

  /**
   * Until everybody is there, somebody has left, or time is up, which ends the search of who waits. Never given up before: what is in a slot
   * would be written over while another still reads it.
   */
  function waitForOthers(counter: number, hasTime: () => boolean): boolean {
    while (true) {
      const arrived = Atomics.load(counters, counter);
      if (arrived >= threads) return true;
      if (Atomics.load(counters, LEFT) > 0 || !hasTime()) return false;
      Atomics.wait(counters, counter, arrived, LOOK_EVERY_MS);
    }
  }

  function bestOfOthers(objective: number, parity: number): readonly number[] | null {
    let best = -1;
    let least = objective;
    for (let slot = parity; slot < 2 * threads; slot += 2) {
      if (objectives[slot]! >= least) continue;
      least = objectives[slot]!;
      best = slot;
    }
    if (best < 0) return null;
    const from = best * slotLength + 1;
    return Array.from(solutions.subarray(from, from + solutions[best * slotLength]!));
  }

  return { exchange: { rounds: ROUNDS, meet }, leave: () => leaveMeeting(meeting) };
}

/** One thread comes no more, because it is through or has died: nobody waits for it. */
export function leaveMeeting({ counters }: Meeting): void {
  Atomics.add(counters, LEFT, 1);
  for (let counter = FIRST_ARRIVED; counter < counters.length; counter++) Atomics.notify(counters, counter);
}
