import type { NotificationRule } from '@roundsman/api-contract';
import { type Audience, isJobClosed, isJobOutcome, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { BusinessTimer } from '../../../platform/index.ts';
import type { TimerHandler } from '../../../platform/timers/index.ts';
import { decidingRules, slotOf } from '../rules/deciding-rules.ts';
import { type Context, openContext, thresholdSeconds } from './context.ts';
import { decide } from './decide.ts';
import { type JobFacts, readJobFacts } from './facts.ts';
import type { DecideOptions } from './options.ts';
import { localMoment } from './quiet-hours.ts';
import { isStillTrue, TRIGGERS } from './triggers.ts';

/** Those that hang on the expected arrival, not on an event or a time alone. */
const ETA_TRIGGERS: readonly NotificationTrigger[] = ['eta_under', 'late'];
/** Those that hang on a promise, and on the clock alone. */
const DATED_TRIGGERS = ['reminder', 'day_before', 'day_of'] as const;

const DUE_TIMER = 'notifications.due';

/** When a rule that names no day or time tells: local at the door. */
const USUALLY: Readonly<Record<(typeof DATED_TRIGGERS)[number], { daysBefore: number; at: string }>> = {
  reminder: { daysBefore: 3, at: '10:00' },
  day_before: { daysBefore: 1, at: '17:00' },
  day_of: { daysBefore: 0, at: '07:00' },
};

const SOONEST_LOOK_MILLISECONDS = 60_000;
const NEXT_LOOK_MILLISECONDS = 300_000;
const LAST_LOOK_MILLISECONDS = 86_400_000;

interface DuePayload {
  readonly jobId: string;
  readonly trigger: NotificationTrigger;
  readonly audience: Audience;
  readonly slot: string;
  /** The promise it was set for; none where it hangs on no promise. */
  readonly promiseId: string | null;
}

/** The time at which a rule is to be looked at again; another one for the same moment and job replaces it. */
export function dueAt(rule: NotificationRule, facts: JobFacts, instant: Date): BusinessTimer {
  const { trigger, audience } = rule;
  const slot = slotOf(rule);
  // Outcomes share one timer: the last word counts, and is told once.
  const isOutcome = TRIGGERS[trigger].oncePer === 'outcome';
  const key = [isOutcome ? 'outcome' : trigger, facts.jobId, audience, ...(slot === '' ? [] : [slot])].join(':');
  const promiseId = isOutcome ? null : (facts.promise?.id ?? null);
  const payload = { jobId: facts.jobId, trigger, audience, slot, promiseId };
  return { kind: DUE_TIMER, key, dueAt: instant, payload };
}

/** The times that hang on a promise; what has passed already is left out. */
export function promiseTimers(context: Context, facts: JobFacts): BusinessTimer[] {
  const { promise, timeZone } = facts;
  if (promise === null) return [];
  const after = (instant: Date, seconds: number) => new Date(instant.getTime() + seconds * 1000);
  const moments: [NotificationTrigger, (rule: NotificationRule) => Date][] = [
    ...DATED_TRIGGERS.map((trigger): [NotificationTrigger, (rule: NotificationRule) => Date] => [
      trigger,
      ({ daysBefore, at }) =>
        localMoment(
          promise.startsAt,
          timeZone,
          -(daysBefore ?? USUALLY[trigger].daysBefore),
          at ?? USUALLY[trigger].at,
        ),
    ]),
    ['eta_under', (rule) => after(promise.startsAt, -thresholdSeconds(context, rule))],
    ['late', (rule) => after(promise.endsAt, thresholdSeconds(context, rule))],
  ];
  return moments.flatMap(([trigger, momentOf]) =>
    decidingRules(context.rules, trigger, facts)
      .map((rule) => dueAt(rule, facts, momentOf(rule)))
      .filter(({ dueAt }) => dueAt > context.now),
  );
}

/** Fires when the time of a rule has come; what is no longer so is not told. */
export function dueTimer(options: DecideOptions): TimerHandler {
  return {
    kind: DUE_TIMER,
    async fire(work, timer) {
      const { jobId, trigger: named, audience, slot, promiseId } = timer.payload as unknown as DuePayload;
      const facts = (await readJobFacts(work, [jobId])).get(jobId);
      // A newer promise has timers of its own.
      if (facts === undefined || (promiseId !== null && promiseId !== facts.promise?.id)) return;
      const trigger = isJobOutcome(facts.state) ? facts.state : named;
      // Whatever was to be told before the job ended is overtaken by how it ended, which is told by its own timer.
      if (TRIGGERS[trigger].oncePer !== TRIGGERS[named].oncePer || !isStillTrue(trigger, facts)) return;
      const context = await openContext(work);
      const rule = decidingRules(context.rules, trigger, facts, [audience]).find((known) => slotOf(known) === slot);
      if (rule === undefined) return;
      const look = ETA_TRIGGERS.includes(trigger) ? lookAtEta(context, rule, facts) : 'so';
      if (look !== 'so') return work.setTimers(look);
      await decide(work, options, [{ rule, facts, eventSeq: null }]);
      await work.setTimers(lookAgain(context, rule, facts));
    },
  };
}

/**
 * Does the expected arrival make the trigger so now? ETAs are no events, so while it may still become so there is a next
 * look: when it should be so by the ETA of now, and at least every five minutes. No timer = never any more.
 */
export function lookAtEta(context: Context, rule: NotificationRule, facts: JobFacts): 'so' | BusinessTimer[] {
  const now = context.now.getTime();
  const { promise, eta } = facts;
  if (promise === null || facts.state === 'arrived' || isJobClosed(facts.state)) return [];
  const isLate = rule.trigger === 'late';
  const expected = eta?.arrivalAt.getTime() ?? null;
  const threshold = thresholdSeconds(context, rule) * 1000;
  const lateFrom = promise.endsAt.getTime() + threshold;
  const soFrom = isLate ? lateFrom : (expected ?? Number.POSITIVE_INFINITY) - threshold;
  if (now >= soFrom || (isLate && expected !== null && expected >= lateFrom)) return 'so';
  return nextLook(context, rule, facts, soFrom);
}

/** After it was told: a rule that tells of further delay goes on looking. */
export function lookAgain(context: Context, rule: NotificationRule, facts: JobFacts): BusinessTimer[] {
  return rule.trigger === 'late' && rule.changeMinutes !== null ? nextLook(context, rule, facts) : [];
}

function nextLook({ now }: Context, rule: NotificationRule, facts: JobFacts, wish?: number): BusinessTimer[] {
  if (facts.promise === null || now.getTime() > facts.promise.endsAt.getTime() + LAST_LOOK_MILLISECONDS) return [];
  const wait =
    wish === undefined
      ? NEXT_LOOK_MILLISECONDS
      : Math.min(Math.max(wish - now.getTime(), SOONEST_LOOK_MILLISECONDS), NEXT_LOOK_MILLISECONDS);
  return [dueAt(rule, facts, new Date(now.getTime() + wait))];
}
