import type { JobState, NotificationTrigger } from '@roundsman/delivery-rules';

import type { JobFacts } from './facts.ts';

export interface TriggerRules {
  /** What must not be told twice to one person: the trigger as such, each promise, or each recorded outcome. */
  readonly oncePer: 'job' | 'promise' | 'outcome';
  /** What the words cannot do without. */
  readonly tells: 'job' | 'promise' | 'eta';
  /** The states of the job in which the words are still true. */
  readonly trueWhile: readonly JobState[];
  /** Tells of the day itself: quiet hours do not hold it back. */
  readonly dayOfService: boolean;
  /** Until when it is worth sending, in business time; a number counts seconds from the decision. */
  readonly usefulUntil: 'promise_start' | 'promise_end' | number;
  /** Smaller leaves first. */
  readonly priority: number;
}

const MINUTE = 60;
const DAY = 86_400;
const OPEN = ['new', 'scheduled', 'dispatched', 'on_route', 'arrived'] as const;

const aboutPromise = { oncePer: 'promise', tells: 'promise', trueWhile: OPEN, dayOfService: false } as const;
const aboutOutcome = { oncePer: 'outcome', tells: 'job', dayOfService: false, usefulUntil: 2 * DAY } as const;
const rightNow = { oncePer: 'job', dayOfService: true, priority: 0 } as const;

/** The whole behaviour of every trigger on one screen; who hears of it is in default-rules.ts and the organisation's own rules. */
export const TRIGGERS: Readonly<Record<NotificationTrigger, TriggerRules>> = {
  promise_made: { ...aboutPromise, oncePer: 'job', usefulUntil: 'promise_end', priority: 10 },
  reminder: { ...aboutPromise, usefulUntil: 'promise_start', priority: 10 },
  day_before: { ...aboutPromise, usefulUntil: 'promise_start', priority: 10 },
  day_of: { ...aboutPromise, dayOfService: true, usefulUntil: 'promise_end', priority: 5 },
  changed: { ...aboutPromise, usefulUntil: 'promise_end', priority: 5 },
  late: {
    ...aboutPromise,
    trueWhile: ['scheduled', 'dispatched', 'on_route'],
    dayOfService: true,
    usefulUntil: 60 * MINUTE,
    priority: 0,
  },
  on_the_way: { ...rightNow, tells: 'job', trueWhile: ['on_route'], usefulUntil: 60 * MINUTE },
  eta_under: { ...rightNow, tells: 'eta', trueWhile: ['dispatched', 'on_route'], usefulUntil: 15 * MINUTE },
  arrived: { ...rightNow, tells: 'job', trueWhile: ['arrived'], usefulUntil: 10 * MINUTE },
  completed: { ...aboutOutcome, trueWhile: ['completed'], priority: 5 },
  partially_completed: { ...aboutOutcome, trueWhile: ['partially_completed'], priority: 5 },
  incomplete: { ...aboutOutcome, trueWhile: ['incomplete'], priority: 5 },
  damaged: { ...aboutOutcome, trueWhile: ['damaged'], priority: 5 },
  cancelled: {
    oncePer: 'job',
    tells: 'job',
    trueWhile: ['cancelled'],
    dayOfService: false,
    usefulUntil: 2 * DAY,
    priority: 5,
  },
};

/** Is what the message says still so? Words about a promise are true only of the promise they were written for. */
export function isStillTrue(trigger: NotificationTrigger, facts: JobFacts, promiseId: string | null = null): boolean {
  const { tells, trueWhile } = TRIGGERS[trigger];
  if (!trueWhile.includes(facts.state)) return false;
  if (tells === 'eta') return facts.eta !== null;
  if (tells === 'job') return true;
  return facts.promise !== null && (promiseId === null || facts.promise.id === promiseId);
}

/** The fact that is told to one person once, at each moment (`slot`) of its trigger; null when there is no such fact yet. */
export function factToldOnce(trigger: NotificationTrigger, facts: JobFacts, slot: string): string | null {
  const { oncePer } = TRIGGERS[trigger];
  const fact = [trigger, facts.jobId, ...(slot === '' ? [] : [slot])].join(':');
  if (oncePer === 'promise') return facts.promise && `${fact}:promise-${facts.promise.number}`;
  if (oncePer === 'outcome') return facts.outcome && `${fact}:outcome-${facts.outcome.number}`;
  return fact;
}

/** Until when, in business time, a message decided now is worth sending. */
export function usefulUntil(trigger: NotificationTrigger, facts: JobFacts, now: Date): Date {
  const until = TRIGGERS[trigger].usefulUntil;
  const promised = until === 'promise_start' ? facts.promise?.startsAt : facts.promise?.endsAt;
  return typeof until === 'number' || promised === undefined
    ? new Date(now.getTime() + (typeof until === 'number' ? until : DAY) * 1000)
    : promised;
}
