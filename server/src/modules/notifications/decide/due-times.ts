import { isJobClosed, isJobOutcome, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { BusinessTimer } from '../../../platform/index.ts';
import type { TimerHandler } from '../../../platform/timers/index.ts';
import { type Context, openContext, thresholdSeconds } from './context.ts';
import { decide } from './decide.ts';
import { type JobFacts, readJobFacts } from './facts.ts';
import type { DecideOptions } from './options.ts';
import { localMoment } from './quiet-hours.ts';
import { isWanted } from './read-rules.ts';
import { isStillTrue, TRIGGERS } from './triggers.ts';

/** Those that hang on the expected arrival, not on an event or a time alone. */
const ETA_TRIGGERS = ['eta_under', 'late'] as const;
export type EtaTrigger = (typeof ETA_TRIGGERS)[number];
const isEtaTrigger = (trigger: NotificationTrigger): trigger is EtaTrigger =>
  ETA_TRIGGERS.some((known) => known === trigger);

const DUE_TIMER = 'notifications.due';

/** Local times at the door. */
const DAY_BEFORE_AT = '17:00';
const DAY_OF_AT = '07:00';

const SOONEST_LOOK_MILLISECONDS = 60_000;
const NEXT_LOOK_MILLISECONDS = 300_000;
const LAST_LOOK_MILLISECONDS = 86_400_000;

/** The time at which a trigger is to be looked at again; another one for the same trigger and job replaces it. */
export function dueAt(trigger: NotificationTrigger, facts: JobFacts, instant: Date): BusinessTimer {
  const { oncePer } = TRIGGERS[trigger];
  return {
    kind: DUE_TIMER,
    // Outcomes share one timer: the last word counts, and is told once.
    key: `${oncePer === 'outcome' ? 'outcome' : trigger}:${facts.jobId}`,
    dueAt: instant,
    payload: { jobId: facts.jobId, trigger, promiseId: oncePer === 'outcome' ? null : (facts.promise?.id ?? null) },
  };
}

/** The times that hang on a promise; what has passed already is left out. */
export function promiseTimers(context: Context, facts: JobFacts): BusinessTimer[] {
  const { promise, timeZone, merchantId } = facts;
  if (promise === null) return [];
  const after = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);
  const dues = [
    ['day_before', localMoment(promise.startsAt, timeZone, -1, DAY_BEFORE_AT)],
    ['day_of', localMoment(promise.startsAt, timeZone, 0, DAY_OF_AT)],
    ['eta_under', after(promise.startsAt, -thresholdSeconds(context, 'eta_under', facts))],
    ['late', after(promise.endsAt, thresholdSeconds(context, 'late', facts))],
  ] as const;
  return dues
    .filter(([trigger, instant]) => instant > context.work.now && isWanted(context.ruleOf, trigger, merchantId))
    .map(([trigger, instant]) => dueAt(trigger, facts, instant));
}

interface DuePayload {
  readonly jobId: string;
  readonly trigger: NotificationTrigger;
  /** The promise it was set for; none where it hangs on no promise. */
  readonly promiseId: string | null;
}

/** Fires when the time of a trigger has come; what is no longer so is not told. */
export function dueTimer(options: DecideOptions): TimerHandler {
  return {
    kind: DUE_TIMER,
    async fire(work, timer) {
      const { jobId, trigger: named, promiseId } = timer.payload as unknown as DuePayload;
      const facts = (await readJobFacts(work, [jobId])).get(jobId);
      // A newer promise has timers of its own.
      if (facts === undefined || (promiseId !== null && promiseId !== facts.promise?.id)) return;
      const trigger = isJobOutcome(facts.state) ? facts.state : named;
      if (isEtaTrigger(trigger)) {
        const look = lookAtEta(await openContext(work), trigger, facts);
        if (look !== 'so') return work.setTimers(look);
      }
      // Whatever was to be told before the job ended is overtaken by how it ended, which is told by its own timer.
      if (TRIGGERS[trigger].oncePer !== TRIGGERS[named].oncePer || !isStillTrue(trigger, facts)) return;
      await decide(work, options, [{ trigger, facts, eventSeq: null }]);
    },
  };
}

/**
 * Does the expected arrival make the trigger so now? ETAs are no events, so while it may still become so there is a next
 * look: when it should be so by the ETA of now, and at least every five minutes. No timer = never any more.
 */
export function lookAtEta(context: Context, trigger: EtaTrigger, facts: JobFacts): 'so' | BusinessTimer[] {
  const now = context.work.now.getTime();
  const { promise, eta } = facts;
  if (promise === null || facts.state === 'arrived' || isJobClosed(facts.state)) return [];
  const expected = eta?.arrivalAt.getTime() ?? null;
  const threshold = thresholdSeconds(context, trigger, facts) * 1000;
  const lateFrom = promise.endsAt.getTime() + threshold;
  const soFrom = trigger === 'late' ? lateFrom : (expected ?? Number.POSITIVE_INFINITY) - threshold;
  if (now >= soFrom || (trigger === 'late' && expected !== null && expected >= lateFrom)) return 'so';
  if (now > promise.endsAt.getTime() + LAST_LOOK_MILLISECONDS) return [];
  const wait = Math.min(Math.max(soFrom - now, SOONEST_LOOK_MILLISECONDS), NEXT_LOOK_MILLISECONDS);
  return [dueAt(trigger, facts, new Date(now + wait))];
}
