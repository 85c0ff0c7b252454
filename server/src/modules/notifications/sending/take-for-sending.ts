import type { Channel, NotificationTrigger, OrganisationKind, SuppressionReason } from '@roundsman/delivery-rules';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';

import type { Work } from '../../../platform/index.ts';
import { type JobFacts, readJobFacts } from '../decide/facts.ts';
import { type OptedOut, readOptOuts } from '../decide/opt-outs.ts';
import { isStillTrue, TRIGGERS } from '../decide/triggers.ts';
import { messageAttempts, messages, notifications } from '../schema.ts';
import { UNKNOWN_END } from './in-doubt/unknown-end.ts';
import { isOverLimit } from './message-limits.ts';
import { nextState } from './message-transitions.ts';
import { isUrgent } from './queue-for-sending.ts';
import { suppress } from './suppress.ts';

/** What is known of a message when its providers are chosen. */
export interface Candidate {
  readonly toAddress: string;
  readonly urgent: boolean;
  /** Who may hold an earlier try of it whose end nobody knows. */
  readonly mayHold: string | null;
}

/** A message in the hands of one worker: no other takes it until its attempt is recorded or found left behind. */
export interface TakenMessage extends Candidate {
  readonly id: string;
  readonly attempt: number;
  readonly toName: string | null;
  readonly senderName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Of an e-mail to a customer: takes a one-click POST. */
  readonly unsubscribeUrl: string | null;
  /** Where it leads: the tracker, or for the office the job. Empty where it leads nowhere. */
  readonly link: string;
  readonly queuedAt: Date;
  /** Business seconds for which the words stay true; none = for good. */
  readonly usefulForSeconds: number | null;
  readonly trigger: NotificationTrigger | null;
  readonly jobId: string | null;
  readonly merchantId: string | null;
  /** The promised slot and where, of the job it is about. */
  readonly slot: JobFacts['promise'];
  readonly place: string;
  /** Names of the providers to try, in order. */
  readonly plan: readonly string[];
}

/** What the taking side asks of an outbound service. */
export interface TakingService {
  readonly channel: Channel;
  plan(candidate: Candidate, kind: OrganisationKind): readonly string[];
  takesIdempotencyKeys(provider: string): boolean;
  readUnreachable?(work: Work, addresses: readonly string[]): Promise<ReadonlySet<string>>;
}

type MessageRow = typeof messages.$inferSelect;
type Row = { readonly message: MessageRow; readonly promiseId: string | null };

/**
 * Takes those of the messages that may leave now and marks an attempt for each before anybody is told, so that a crash
 * in between is seen. What is no longer true, no longer wanted or has no way to its person is suppressed instead.
 */
export async function takeForSending(
  work: Work,
  service: TakingService,
  kind: OrganisationKind,
  messageIds: readonly string[],
): Promise<TakenMessage[]> {
  const rows = await work.db
    .select({ message: messages, promiseId: notifications.promiseId })
    .from(messages)
    .leftJoin(notifications, eq(notifications.id, messages.notificationId))
    .where(and(isAmong(messages.id, messageIds), eq(messages.channel, service.channel), eq(messages.state, 'queued')))
    .orderBy(asc(messages.id))
    .for('update', { of: messages, skipLocked: true });
  const due = rows.filter(({ message }) => message.notBefore === null || message.notBefore <= work.now);
  if (due.length === 0) return [];
  const addresses = due.map(({ message }) => message.toAddress);
  const facts = await readJobFacts(
    work,
    due.map(({ message }) => message.jobId).filter((id) => id !== null),
  );
  const isOptedOut = await readOptOuts(work, addresses);
  const unreachable = (await service.readUnreachable?.(work, addresses)) ?? new Set<string>();
  const overLimit = await isOverLimit(work, service.channel);
  const heldBy = await readUnknownEnds(work, due);

  const taken: TakenMessage[] = [];
  for (const row of due) {
    const reason =
      whyNot(row, facts, isOptedOut, work.now) ??
      (unreachable.has(row.message.toAddress) ? 'bounced_before' : null) ??
      // What is about no job is for the people who run the organisation: that the limit is reached, for one.
      (row.message.jobId !== null && overLimit(taken.length) ? 'monthly_limit' : null);
    if (reason !== null) await suppress(work, row.message, reason);
    else taken.push(asTaken(work, row.message, facts, heldBy, service, kind));
  }
  await markTaken(work, taken);
  return taken;
}

function whyNot(
  { message, promiseId }: Row,
  facts: ReadonlyMap<string, JobFacts>,
  isOptedOut: OptedOut,
  now: Date,
): SuppressionReason | null {
  const { origin, channel, toAddress, merchantId, purpose, trigger, jobId, notAfter, attemptCount } = message;
  // That a STOP was heard is said once more.
  if (origin !== 'answer' && isOptedOut(channel, toAddress, merchantId, purpose)) return 'opt_out';
  if (notAfter !== null && notAfter <= now) return attemptCount > 0 ? 'too_late' : 'no_longer_true';
  if (trigger === null || jobId === null) return null;
  const job = facts.get(jobId);
  const about = TRIGGERS[trigger].tells === 'promise' ? promiseId : null;
  return job !== undefined && isStillTrue(trigger, job, about) ? null : 'no_longer_true';
}

/** By message, the provider of a last attempt that ended without anybody knowing how. */
async function readUnknownEnds(work: Work, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const again = rows.filter(({ message }) => message.attemptCount > 0).map(({ message }) => message.id);
  if (again.length === 0) return new Map();
  const ends = await work.db
    .select({ messageId: messageAttempts.messageId, provider: messageAttempts.provider })
    .from(messageAttempts)
    .innerJoin(
      messages,
      and(eq(messages.id, messageAttempts.messageId), eq(messages.attemptCount, messageAttempts.number)),
    )
    .where(and(isAmong(messageAttempts.messageId, again), eq(messageAttempts.code, UNKNOWN_END)));
  return new Map(ends.map(({ messageId, provider }) => [messageId, provider]));
}

function asTaken(
  work: Work,
  message: MessageRow,
  facts: ReadonlyMap<string, JobFacts>,
  heldBy: ReadonlyMap<string, string>,
  service: TakingService,
  kind: OrganisationKind,
): TakenMessage {
  const { id, toAddress, toName, text, language, queuedAt, notAfter, variables, trigger, jobId } = message;
  const holder = heldBy.get(id) ?? null;
  const candidate: Candidate = {
    toAddress,
    urgent: isUrgent(trigger),
    mayHold: holder !== null && service.takesIdempotencyKeys(holder) ? holder : null,
  };
  const job = jobId === null ? undefined : facts.get(jobId);
  return {
    ...candidate,
    id,
    attempt: message.attemptCount + 1,
    toName,
    senderName: typeof variables.sender === 'string' ? variables.sender : '',
    subject: message.subject ?? '',
    text,
    html: message.html ?? '',
    language,
    unsubscribeUrl: message.unsubscribeUrl,
    link: typeof variables.link === 'string' ? variables.link : '',
    queuedAt,
    usefulForSeconds: notAfter === null ? null : Math.ceil((notAfter.getTime() - work.now.getTime()) / 1000),
    trigger,
    jobId,
    merchantId: message.merchantId,
    slot: job?.promise ?? null,
    place: job?.place ?? '',
    plan: service.plan(candidate, kind),
  };
}

async function markTaken(work: Work, taken: readonly TakenMessage[]): Promise<void> {
  if (taken.length === 0) return;
  for (const [provider, members] of Map.groupBy(taken, ({ plan }) => plan[0] ?? NO_PROVIDER)) {
    await work.db
      .update(messages)
      .set({
        state: nextState('queued', 'take') ?? 'sending',
        stateChangedAt: work.now,
        attemptCount: sql`${messages.attemptCount} + 1`,
        nextAttemptAt: null,
        provider,
      })
      .where(
        inArray(
          messages.id,
          members.map(({ id }) => id),
        ),
      );
  }
  await work.db.insert(messageAttempts).values(
    taken.map(({ id, attempt, plan }) => ({
      organisationId: work.organisationId,
      messageId: id,
      number: attempt,
      provider: plan[0] ?? NO_PROVIDER,
      startedAt: work.recordedAt,
    })),
  );
}

/** Stands where no provider may send to the recipient's country. */
export const NO_PROVIDER = 'none';
