import type { ClientClock } from '../clock.ts';
import type { EdgeChoice } from '../edges/choose-edge.ts';
import { RefusedError, UnreachableError } from '../errors.ts';
import type { HedgeDelays } from './hedge-delay.ts';
import { backoffMilliseconds, judge } from './retry.ts';
import type { Need, RetryBudget } from './retry-budget.ts';
import { APART_MILLISECONDS, type WaitingLine } from './waiting-line.ts';

/** Until a request waited so long, its edge may be slow and no worse. */
const LATE_MILLISECONDS = 500;
/** A request that waited so long is urgent. */
const URGENT_MILLISECONDS = 4_000;

/** A refusal of the platform, with how long it asked us to wait. */
export class Refusal extends Error {
  readonly error: RefusedError | UnreachableError;
  readonly retryAfterMilliseconds: number;
  constructor(error: RefusedError | UnreachableError, retryAfterMilliseconds: number) {
    super(error.message);
    this.error = error;
    this.retryAfterMilliseconds = retryAfterMilliseconds;
  }
}

export interface Question<T> {
  readonly endpointId: string;
  /** Asks a sibling too when the first is silent; without it only failures are repeated. */
  readonly isHedged: boolean;
  readonly attempts: number;
  readonly budgetMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** One try over one edge; throws Refusal, UnreachableError, or the signal's reason. */
  over(edge: string, signal: AbortSignal): Promise<T>;
}

export interface Asker {
  readonly edges: EdgeChoice;
  readonly delays: HedgeDelays;
  readonly budget: RetryBudget;
  /** By endpoint. */
  readonly lines: Map<string, WaitingLine>;
  readonly clock: ClientClock;
  readonly random: () => number;
}

interface Try {
  readonly edge: string;
  readonly startedAt: number;
}
type Happening<T> =
  | { readonly kind: 'alarm' }
  | { readonly kind: 'answer'; readonly from: Try; readonly answer: T }
  | { readonly kind: 'failure'; readonly from: Try; readonly thrown: unknown };

/**
 * One question to the platform, over as many edges as it takes: a silent edge is joined by a sibling, a failed one replaced, and the first
 * answer wins. Two edges asked at the same moment are a paired test, which neither a slow platform nor a slow network of the client disturbs.
 */
export async function ask<T>(question: Question<T>, asker: Asker): Promise<T> {
  const { edges, clock, budget, delays, lines, random } = asker;
  const beganAt = clock.monotonicMilliseconds();
  const end = beganAt + question.budgetMilliseconds;
  const urgentAt = beganAt + URGENT_MILLISECONDS;
  const over = new AbortController();
  const running = new Map<Try, Promise<Happening<T>>>();
  const failed: Try[] = [];
  const tried: string[] = [];
  let patience = delays.of(question.endpointId);
  let isJoined = false;
  let last: unknown = new UnreachableError('timeout');
  /** When to do something if nothing happens. */
  let alarmAt = end;

  /** Where it waits when the platform asks it to. */
  const line: WaitingLine = lines.get(question.endpointId) ?? { at: 0, calls: new Set() };
  lines.set(question.endpointId, line);
  let isWaiting = false;
  const call = () => {
    line.calls.delete(call);
    alarmAt = 0;
    hurry();
  };

  const begin = (edge: string) => {
    const from: Try = { edge, startedAt: clock.monotonicMilliseconds() };
    tried.push(edge);
    // What takes long by itself says nothing of its edge.
    const isOver = question.isHedged ? edges.asked(edge) : () => {};
    running.set(
      from,
      question
        .over(edge, over.signal)
        .finally(isOver)
        .then(
          (answer): Happening<T> => ({ kind: 'answer', from, answer }),
          (thrown: unknown): Happening<T> => ({ kind: 'failure', from, thrown }),
        ),
    );
    alarmAt = question.isHedged && edges.order().length > 1 ? from.startedAt + patience : end;
  };
  /** The best edge among those asked least for this question. */
  const nextEdge = () => {
    const times = (edge: string) => tried.filter((one) => one === edge).length;
    return edges.order().reduce((best, edge) => (times(edge) < times(best) ? edge : best));
  };
  let isUrgent = false;
  let hurry: () => void = () => {};
  const need = (): Need => {
    const now = clock.monotonicMilliseconds();
    if (isUrgent || now >= urgentAt) return 'urgent';
    return running.size > 0 && now < beganAt + LATE_MILLISECONDS ? 'eager' : 'late';
  };
  const mayBegin = (of = need()) => tried.length < question.attempts && budget.spend(of);
  // Somebody else found out about the edge that owes this answer.
  const stay = edges.onLeave((edge) => {
    if (running.size === 0 || [...running.keys()].some((one) => one.edge !== edge)) return;
    isUrgent = true;
    alarmAt = 0;
    hurry();
  });

  const caller = question.signal;
  let leave: () => void = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(caller?.reason);
    if (caller?.aborted) leave();
    caller?.addEventListener('abort', leave);
  });
  const next = async (): Promise<Happening<T>> => {
    const quiet = new AbortController();
    const wait = Math.max(0, Math.min(alarmAt, end) - clock.monotonicMilliseconds());
    const alarm = new Promise<Happening<T>>((resolve) => {
      hurry = () => resolve({ kind: 'alarm' });
      clock.sleep(wait, quiet.signal).then(hurry, () => {});
    });
    try {
      return await Promise.race([left, ...running.values(), alarm]);
    } finally {
      quiet.abort();
    }
  };

  try {
    budget.earn();
    begin(edges.order()[0]!);
    for (;;) {
      const happening = await next();
      const now = clock.monotonicMilliseconds();
      if (happening.kind === 'answer') {
        const { edge, startedAt } = happening.from;
        running.delete(happening.from);
        edges.saw({ kind: 'answered', edge, milliseconds: now - startedAt });
        // Who was asked before the winner and still owes the answer was beaten, as was who failed where the winner did not.
        const beaten = [...failed, ...[...running.keys()].filter((one) => one.startedAt < startedAt)];
        for (const one of beaten) if (one.edge !== edge) edges.saw({ kind: 'beaten', edge: one.edge });
        for (const other of [...line.calls].slice(0, 2)) other();
        if (isJoined) delays.learn(question.endpointId, beaten.length > 0);
        return happening.answer;
      }
      if (happening.kind === 'alarm') {
        if (now >= end) throw final(last);
        if (isWaiting) {
          // Nobody's budget: the platform itself said when, and of all who wait one asks, or who was called.
          if (line.calls.delete(call)) {
            if (now < line.at) {
              line.calls.add(call);
              alarmAt = line.at;
              continue;
            }
            line.at = now + APART_MILLISECONDS;
          }
          isWaiting = false;
          begin(nextEdge());
          continue;
        }
        if (mayBegin()) {
          isJoined ||= running.size > 0;
          begin(nextEdge());
        } else if (running.size > 0) alarmAt = now < urgentAt ? Math.min(now + patience, urgentAt) : now + patience;
        else if (tried.length >= question.attempts) throw final(last);
        else alarmAt = now + Math.max(1, budget.waitMilliseconds());
        patience *= 2;
        continue;
      }
      running.delete(happening.from);
      const { thrown } = happening;
      const { error, retryAfterMilliseconds: asked } =
        thrown instanceof Refusal ? thrown : { error: thrown, retryAfterMilliseconds: 0 };
      const verdict = judge(error, asked > 0);
      if (verdict === 'give_up') throw error;
      last = error;
      if (verdict === 'elsewhere') {
        failed.push(happening.from);
        edges.saw({ kind: 'failed', edge: happening.from.edge });
        // With nobody left who may bring it, an edge not asked yet is urgent: it is also how a dead one is found out and left.
        if (edges.order().some((edge) => !tried.includes(edge)) && mayBegin(running.size === 0 ? 'urgent' : need())) {
          begin(nextEdge());
          continue;
        }
      }
      // Whoever is still asked may bring it. `still_running` in particular never beats the try that is running.
      if (running.size > 0) continue;
      if (verdict === 'wait') {
        line.at = Math.max(line.at, now + asked * (1 + random() / 4));
        line.calls.add(call);
        isWaiting = true;
        alarmAt = line.at;
        continue;
      }
      if (tried.length >= question.attempts) throw final(error);
      const wait = Math.max(asked, backoffMilliseconds(tried.length, random));
      if (now + wait >= end) throw final(error);
      alarmAt = now + wait;
    }
  } finally {
    caller?.removeEventListener('abort', leave);
    stay();
    line.calls.delete(call);
    over.abort();
  }
}

/** `still_running` is never a final answer: for the caller the outcome is simply not known yet. */
function final(error: unknown): unknown {
  return error instanceof RefusedError && error.code === 'still_running'
    ? new UnreachableError('timeout', error)
    : error;
}
