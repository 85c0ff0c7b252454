import type { NotificationTrigger } from '@roundsman/delivery-rules';
import { and, asc, inArray } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { ReadWork } from '../../../platform/index.ts';
import { notifications } from '../schema.ts';
import type { Occasion } from './decide.ts';
import type { JobFacts } from './facts.ts';
import type { Recipient } from './recipients.ts';

/** The times a message speaks of, where it speaks of any. */
export interface ToldTimes {
  readonly toldFrom: Date | null;
  readonly toldTo: Date | null;
}

/** The key under which a person is told a fact; null when what they know is close enough. */
export type KeyOf = (occasion: Occasion, fact: string, recipient: Recipient) => string | null;

/** Triggers that a rule may repeat, and what tells of the same times. */
const REPEATED: Readonly<Partial<Record<NotificationTrigger, readonly NotificationTrigger[]>>> = {
  late: ['late'],
  changed: ['promise_made', 'changed'],
};

/** What a message of this trigger says about time, as far as a rule asks how much that has moved. */
export function timesTold(trigger: NotificationTrigger, { promise, eta }: JobFacts): ToldTimes {
  if (trigger === 'late') return { toldFrom: eta?.arrivalAt ?? null, toldTo: null };
  return { toldFrom: promise?.startsAt ?? null, toldTo: promise?.endsAt ?? null };
}

/**
 * Once is once for each fact. A rule with `changeMinutes` says "late" again when the arrival has moved by as much since it was
 * last told, and of a new time only when it differs by as much from the one told last.
 */
export async function readKeys(work: ReadWork, occasions: readonly Occasion[]): Promise<KeyOf> {
  const repeated = occasions.filter(({ rule }) => rule.changeMinutes !== null && rule.trigger in REPEATED);
  const jobIds = [...new Set(repeated.map(({ facts }) => facts.jobId))];
  const rows =
    jobIds.length === 0
      ? []
      : await work.db
          .select()
          .from(notifications)
          .where(
            and(
              isAmong(notifications.jobId, jobIds),
              inArray(notifications.trigger, ['late', 'promise_made', 'changed']),
            ),
          )
          .orderBy(asc(notifications.decidedAt), asc(notifications.id));
  const byPerson = Map.groupBy(rows, ({ jobId, contactId, recipientKey }) => `${jobId} ${contactId ?? recipientKey}`);
  return ({ rule, facts }, fact, { key, contactId }) => {
    const person = contactId ?? key;
    const plain = `${fact}:${person}`;
    const alike = REPEATED[rule.trigger];
    if (rule.changeMinutes === null || alike === undefined) return plain;
    const before = (byPerson.get(`${facts.jobId} ${person}`) ?? []).filter(({ trigger }) => alike.includes(trigger));
    const last = before.at(-1);
    if (last === undefined) return plain;
    const hasMoved = movedMilliseconds(last, timesTold(rule.trigger, facts)) >= rule.changeMinutes * 60_000;
    if (rule.trigger === 'changed') return hasMoved ? plain : null;
    const ofThisFact = before.filter(({ dedupeKey }) => dedupeKey.startsWith(plain)).length;
    return ofThisFact > 0 && hasMoved ? `${plain}:again-${ofThisFact}` : plain;
  };
}

/** By how much either end has moved; what was not known before or is not now has not moved. */
function movedMilliseconds(told: ToldTimes, now: ToldTimes): number {
  const moved = (a: Date | null, b: Date | null) => (a && b ? Math.abs(b.getTime() - a.getTime()) : 0);
  return Math.max(moved(told.toldFrom, now.toldFrom), moved(told.toldTo, now.toldTo));
}
