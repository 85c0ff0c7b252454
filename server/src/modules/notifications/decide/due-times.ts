import { isJobClosed, isJobOutcome, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { Work } from '../../../platform/index.ts';
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

/** Sets, or moves, the time at which a trigger is to be looked at again. */
export async function setDue(work: Work, trigger: NotificationTrigger, facts: JobFacts, dueAt: Date): Promise<void> {
  const payload = { jobId: facts.jobId, trigger };
  await work.setTimer({ kind: DUE_TIMER, key: keyOf(trigger, facts), dueAt, payload });
}

/** The times that hang on a promise; a later promise moves them, and what has passed already is left out. */
export async function setPromiseTimers(context: Context, facts: JobFacts): Promise<void> {
  const { promise, timeZone, merchantId } = facts;
  if (promise === null) return;
  const after = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);
  const dues = [
    ['day_before', localMoment(promise.startsAt, timeZone, -1, DAY_BEFORE_AT)],
    ['day_of', localMoment(promise.startsAt, timeZone, 0, DAY_OF_AT)],
    ['eta_under', after(promise.startsAt, -thresholdSeconds(context, 'eta_under', facts))],
    ['late', after(promise.endsAt, thresholdSeconds(context, 'late', facts))],
  ] as const;
  for (const [trigger, dueAt] of dues) {
    if (!isWanted(context.ruleOf, trigger, merchantId)) continue;
    if (dueAt > context.work.now) await setDue(context.work, trigger, facts, dueAt);
    else await context.work.clearTimer(DUE_TIMER, keyOf(trigger, facts));
  }
}

/** Fires when the time of a trigger has come; what is no longer so is not told. */
export function dueTimer(options: DecideOptions): TimerHandler {
  return {
    kind: DUE_TIMER,
    async fire(work, { payload }) {
      const { jobId, trigger: named } = payload as { jobId: string; trigger: NotificationTrigger };
      const facts = (await readJobFacts(work, [jobId])).get(jobId);
      if (facts === undefined) return;
      const trigger = isJobOutcome(facts.state) ? facts.state : named;
      if (isEtaTrigger(trigger) && !(await isSoByEta(await openContext(work), trigger, facts))) return;
      // Whatever was to be told before the job ended is overtaken by how it ended, which is told by its own timer.
      if (TRIGGERS[trigger].oncePer !== TRIGGERS[named].oncePer || !isStillTrue(trigger, facts)) return;
      await decide(work, options, [{ trigger, facts, eventSeq: null }]);
    },
  };
}

/**
 * True when an expected arrival makes the trigger so now. ETAs are no events, so while it may still become so this looks
 * again: when it should by the ETA of now, and at least every five minutes.
 */
export async function isSoByEta(context: Context, trigger: EtaTrigger, facts: JobFacts): Promise<boolean> {
  const { now } = context.work;
  const { promise } = facts;
  if (promise === null || facts.state === 'arrived' || isJobClosed(facts.state)) return false;
  const expected = facts.eta?.arrivalAt.getTime() ?? Number.POSITIVE_INFINITY;
  const threshold = thresholdSeconds(context, trigger, facts) * 1000;
  const soFrom = trigger === 'eta_under' ? expected - threshold : promise.endsAt.getTime() + threshold;
  if (now.getTime() >= soFrom) return true;
  if (trigger === 'late' && facts.eta !== null && expected >= soFrom) return true;
  if (now.getTime() > promise.endsAt.getTime() + LAST_LOOK_MILLISECONDS) return false;
  const wait = Math.min(Math.max(soFrom - now.getTime(), SOONEST_LOOK_MILLISECONDS), NEXT_LOOK_MILLISECONDS);
  await setDue(context.work, trigger, facts, new Date(now.getTime() + wait));
  return false;
}

/** Outcomes share one timer: the last word counts, and is told once. */
function keyOf(trigger: NotificationTrigger, { jobId }: JobFacts): string {
  return `${TRIGGERS[trigger].oncePer === 'outcome' ? 'outcome' : trigger}:${jobId}`;
}
