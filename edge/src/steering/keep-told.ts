import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { EdgeShare, SteeringPort } from './steering-port.ts';

/** How a way of steering stands to what it should be told. */
export interface PortState {
  readonly name: string;
  readonly expresses: SteeringPort['expresses'];
  /** `resting`: this program has nothing to tell it; another one acts, or nobody moved anything in a dry run. */
  readonly state: 'confirmed' | 'trying' | 'resting';
  /** When it last confirmed, or since when it has not; null while it rests. */
  readonly sinceMs: number | null;
  /** What the last try met, while it is not confirmed. */
  readonly fault: string | null;
}

/** What a port answered to a change, in the end or so far; the newest word counts. */
export interface PortAnswer {
  readonly changeId: string;
  readonly port: string;
  /** From the change to this answer. */
  readonly milliseconds: number;
  readonly fault: string | null;
}

export interface ToldPort {
  /** The newest plan wins; `changeId` is the change it is answered for, null when it is only said again. */
  tell(plan: readonly EdgeShare[], changeId: string | null): void;
  /** Whether it holds, or is being told, this very plan. */
  isTold(plan: readonly EdgeShare[]): boolean;
  /** Begins what is due: a further try, or, where `isAsserting`, the same words again. */
  tick(isAsserting: boolean): void;
  /** Tells nothing more, and breaks off what is under way: another program acts now. */
  rest(): void;
  state(): PortState;
  stop(): Promise<void>;
}

export interface ToldPortParts {
  readonly port: SteeringPort;
  readonly clock: EdgeClock;
  readonly log: Logger;
  onAnswer(answer: PortAnswer): void;
  /** From 0 to 1: programs that failed together do not try again together. */
  readonly random?: () => number;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const OVERTAKEN = 'a later change came before it was confirmed';

interface Wanted {
  readonly plan: readonly EdgeShare[];
  readonly key: string;
  /** Changes that wait for an answer, and when they were made. */
  readonly waiting: Map<string, number>;
}

const keyOf = (plan: readonly EdgeShare[]) => JSON.stringify(plan.map(({ id, weight }) => [id, weight]));

/** Keeps one port told: one try at a time, the newest plan wins, and it is tried until it is confirmed, at least once a minute. */
export function keepTold({ port, clock, log, onAnswer, random = Math.random }: ToldPortParts): ToldPort {
  let wanted: Wanted | null = null;
  let isResting = true;
  let isConfirmed = false;
  let sinceMs: number | null = null;
  let fault: string | null = null;
  let failures = 0;
  let dueMs = 0;
  let running: { readonly tried: Wanted; readonly stop: AbortController; readonly done: Promise<void> } | null = null;
  const now = () => clock.monotonicMilliseconds();
  const wallMs = () => clock.now().getTime();

  /** Changes whose plan is wanted still go on waiting: a failed try is not the last word. */
  function answer(one: Wanted, why: string | null): void {
    for (const [changeId, madeMs] of one.waiting) {
      try {
        onAnswer({ changeId, port: port.name, milliseconds: Math.round(now() - madeMs), fault: why });
      } catch (error) {
        log.error({ error }, 'what a steering port answered could not be kept');
      }
    }
    if (why === null || one !== wanted) one.waiting.clear();
  }

  async function attempt(tried: Wanted, stop: AbortSignal): Promise<void> {
    let failed: string | null = null;
    try {
      await port.steer(tried.plan, AbortSignal.any([stop, AbortSignal.timeout(port.patienceMs)]));
    } catch (error) {
      failed = wordsOf(error, port.patienceMs);
    }
    running = null;
    if (stop.aborted) {
      if (tried !== wanted) answer(tried, OVERTAKEN);
      return;
    }
    if (failed !== null) log.error({ port: port.name, fault: failed }, 'a steering port failed');
    answer(tried, failed);
    if (tried === wanted) settle(failed);
    else begin();
  }

  function settle(failed: string | null): void {
    fault = failed;
    if (failed === null) {
      isConfirmed = true;
      sinceMs = wallMs();
      failures = 0;
      dueMs = now() + port.toldAgainMs;
      return;
    }
    if (isConfirmed) sinceMs = wallMs();
    isConfirmed = false;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures++;
    dueMs = now() + wait * (0.5 + random() / 2);
  }

  function begin(): void {
    if (running || isResting || !wanted || now() < dueMs) return;
    const stop = new AbortController();
    running = { tried: wanted, stop, done: attempt(wanted, stop.signal) };
  }

  return {
    tell(plan, changeId) {
      const key = keyOf(plan);
      const before = wanted;
      const isNew = before?.key !== key;
      if (isNew) {
        wanted = { plan, key, waiting: new Map() };
        if (before && running?.tried !== before) answer(before, OVERTAKEN);
      }
      if (changeId !== null) wanted!.waiting.set(changeId, now());
      if (isNew || isResting || changeId !== null) {
        // A newer plan makes no fresh start of a far side that was not as planned before.
        if (isResting || isConfirmed) sinceMs = wallMs();
        isConfirmed = false;
        failures = 0;
        dueMs = now();
      }
      isResting = false;
      begin();
    },
    isTold: (plan) => !isResting && wanted?.key === keyOf(plan),
    tick(isAsserting) {
      if (isAsserting || !isConfirmed) begin();
    },
    rest() {
      isResting = true;
      isConfirmed = false;
      fault = null;
      running?.stop.abort(new Error('Another program acts now'));
    },
    state: () => ({
      name: port.name,
      expresses: port.expresses,
      state: isResting ? 'resting' : isConfirmed ? 'confirmed' : 'trying',
      sinceMs: isResting ? null : sinceMs,
      fault,
    }),
    async stop() {
      isResting = true;
      running?.stop.abort(new Error('The program ends'));
      await running?.done;
    },
  };
}

function wordsOf(error: unknown, patienceMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${patienceMs / 1_000} s`;
  // "fetch failed" says nothing; what it met stands in its cause.
  const { cause } = error;
  return cause instanceof Error && cause.message ? `${error.message}: ${cause.message}` : error.message;
}
