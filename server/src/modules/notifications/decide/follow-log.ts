import { isJobOutcome, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { BusinessTimer, EventReader, EventRecord } from '../../../platform/index.ts';
import { decidingRules } from '../rules/deciding-rules.ts';
import { RULES_CHANGED, resetTimers } from '../rules/reset-timers.ts';
import { type Context, delaySeconds, openContext } from './context.ts';
import { decide, type Occasion } from './decide.ts';
import { dueAt, lookAgain, lookAtEta, promiseTimers } from './due-times.ts';
import { type JobFacts, readJobFacts } from './facts.ts';
import { FAILURE_EVENTS, fallBack } from './fall-back.ts';
import type { DecideOptions } from './options.ts';
import { TRIGGERS } from './triggers.ts';

/** The fact of the log that each trigger answers to; the rest comes by time. */
const TRIGGER_OF_EVENT: Readonly<Record<string, NotificationTrigger>> = {
  'promise.made': 'promise_made',
  'promise.changed': 'changed',
  'job.on_route': 'on_the_way',
  'job.arrived': 'arrived',
  'job.delayed': 'late',
  'job.completed': 'completed',
  'job.partially_completed': 'partially_completed',
  'job.incomplete': 'incomplete',
  'job.damaged': 'damaged',
  'job.outcome_corrected': 'completed',
  'job.cancelled': 'cancelled',
};

/**
 * Follows the log: tells at once what is true at once, sets timers for what waits for a time, and leads on what one
 * channel could not bring.
 */
export function notificationsReader(options: DecideOptions): EventReader {
  return {
    name: 'notifications',
    types: [...Object.keys(TRIGGER_OF_EVENT), ...FAILURE_EVENTS, RULES_CHANGED],
    async handle(work, events) {
      const context = await openContext(work);
      const ofJobs = events.filter(({ type }) => type in TRIGGER_OF_EVENT);
      const facts = await readJobFacts(
        work,
        ofJobs.map(({ subject }) => subject.id),
      );
      const answers = ofJobs.flatMap((event) => {
        const job = facts.get(event.subject.id);
        return job === undefined ? [] : [answer(context, event, job)];
      });
      await work.setTimers(answers.flatMap(({ timers }) => timers));
      await decide(
        work,
        options,
        answers.flatMap(({ occasions }) => occasions),
      );
      await fallBack(
        work,
        options,
        context,
        events.filter(({ type }) => FAILURE_EVENTS.includes(type)),
      );
      if (events.some(({ type }) => type === RULES_CHANGED)) await resetTimers(work, context);
    },
  };
}

interface Answer {
  readonly occasions: readonly Occasion[];
  readonly timers: readonly BusinessTimer[];
}

const NOTHING: Answer = { occasions: [], timers: [] };

/** What one event leads to: something to tell right now, and times at which to look again. */
function answer(context: Context, event: EventRecord, facts: JobFacts): Answer {
  const trigger = triggerOf(event, facts);
  // Whoever was promised nothing was told nothing that could be called off.
  if (trigger === 'cancelled' && facts.promise === null) return NOTHING;
  const isNewPromise = trigger === 'promise_made' || trigger === 'changed';
  const timers = isNewPromise ? promiseTimers(context, facts) : [];
  const occasions: Occasion[] = [];
  for (const rule of decidingRules(context.rules, trigger, facts)) {
    const look = trigger === 'late' ? lookAtEta(context, rule, facts) : 'so';
    const delay = delaySeconds(context, rule);
    if (look !== 'so') timers.push(...look);
    else if (delay === 0) {
      occasions.push({ rule, facts, eventSeq: event.seq });
      timers.push(...lookAgain(context, rule, facts));
    } else timers.push(dueAt(rule, facts, new Date(context.now.getTime() + delay * 1000)));
  }
  return { occasions, timers };
}

/** Of outcomes the last one recorded counts, whichever event tells of it. */
function triggerOf(event: EventRecord, facts: JobFacts): NotificationTrigger {
  const trigger = TRIGGER_OF_EVENT[event.type]!;
  return TRIGGERS[trigger].oncePer === 'outcome' && isJobOutcome(facts.state) ? facts.state : trigger;
}
