import { isJobOutcome, type NotificationTrigger } from '@roundsman/delivery-rules';

import type { EventReader, EventRecord } from '../../../platform/index.ts';
import { type Context, delaySeconds, openContext } from './context.ts';
import { decide, type Occasion } from './decide.ts';
import { isSoByEta, setDue, setPromiseTimers } from './due-times.ts';
import { type JobFacts, readJobFacts } from './facts.ts';
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

/** Follows the log: tells at once what is true at once, and sets timers for what waits for a time. */
export function notificationsReader(options: DecideOptions): EventReader {
  return {
    name: 'notifications',
    types: Object.keys(TRIGGER_OF_EVENT),
    async handle(work, events) {
      const context = await openContext(work);
      const jobIds = events.map(({ subject }) => subject.id);
      const facts = await readJobFacts(work, jobIds);
      const occasions: Occasion[] = [];
      for (const event of events) {
        const job = facts.get(event.subject.id);
        if (job !== undefined) occasions.push(...(await answer(context, event, job)));
      }
      await decide(work, options, occasions);
    },
  };
}

/** What one event leads to right now; a timer where it has to wait. */
async function answer(context: Context, event: EventRecord, facts: JobFacts): Promise<Occasion[]> {
  const trigger = triggerOf(event, facts);
  if (TRIGGERS[trigger].tells === 'promise' && trigger !== 'late') await setPromiseTimers(context, facts);
  if (trigger === 'late' && !(await isSoByEta(context, trigger, facts))) return [];
  // Whoever was promised nothing was told nothing that could be called off.
  if (trigger === 'cancelled' && facts.promise === null) return [];
  const delay = delaySeconds(context, trigger, facts);
  if (delay === 0) return [{ trigger, facts, eventSeq: event.seq }];
  await setDue(context.work, trigger, facts, new Date(context.work.now.getTime() + delay * 1000));
  return [];
}

/** Of outcomes the last one recorded counts, whichever event tells of it. */
function triggerOf(event: EventRecord, facts: JobFacts): NotificationTrigger {
  const trigger = TRIGGER_OF_EVENT[event.type]!;
  return TRIGGERS[trigger].oncePer === 'outcome' && isJobOutcome(facts.state) ? facts.state : trigger;
}
