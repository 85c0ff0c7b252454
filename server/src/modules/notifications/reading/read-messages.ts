import type { AnswerOf, Message, messageEndpoints } from '@roundsman/api-contract';
import type { Channel, MessageState } from '@roundsman/delivery-rules';
import { and, asc, count, desc, eq, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm';

import { anywhere } from '../../../platform/database/index.ts';
import { Problem, type ReadWork } from '../../../platform/index.ts';
import { ofCustomer } from '../../customers/index.ts';
import { jobs } from '../../jobs/schema.ts';
import { messageAttempts, messages, messageTemplates, notifications } from '../schema.ts';

export interface MessageQuery {
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  readonly jobId?: string | undefined;
  /** And who was merged into them. */
  readonly customerId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly state?: readonly MessageState[] | undefined;
  /** In address, name, subject or the job's code. */
  readonly search?: string | undefined;
  /** Only that merchant's; none = all. */
  readonly merchantId?: string | null | undefined;
}

type MessagePage = AnswerOf<(typeof messageEndpoints)['list']>;
/** Receipts are kept by the services that hand over. */
type MessageDetail = Omit<AnswerOf<(typeof messageEndpoints)['get']>, 'receipts'>;
type MessageCounts = AnswerOf<(typeof messageEndpoints)['counts']>;

const ROWS_OF_A_PAGE = 100;
const PREVIEW_CHARACTERS = 140;
/** The provider that reaches nobody. */
const OUTBOX = 'outbox';
const IS_KEPT = sql<boolean>`coalesce(${messages.provider} = ${sql.raw(`'${OUTBOX}'`)}, false)`;
const UUID = /^[0-9a-f-]{36}$/;

/** What customers were, are being or would have been told, newest first. Problem 422 `cursor_invalid`. */
export async function listMessages(work: ReadWork, query: MessageQuery): Promise<MessagePage> {
  const limit = query.limit ?? ROWS_OF_A_PAGE;
  const rows = await work.db
    .select({ message: messages, jobCode: jobs.code })
    .from(messages)
    .leftJoin(jobs, eq(jobs.id, messages.jobId))
    .where(and(...conditionsOf(query)))
    .orderBy(desc(messages.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    rows: page.map(({ message, jobCode }) => presentMessage(message, jobCode)),
    next: rows.length > limit ? (page.at(-1)?.message.id ?? null) : null,
  };
}

export async function countMessages(work: ReadWork, merchantId: string | null = null): Promise<MessageCounts> {
  const rows = await work.db
    .select({ channel: messages.channel, state: messages.state, kept: IS_KEPT, count: count() })
    .from(messages)
    .where(merchantId === null ? undefined : eq(messages.merchantId, merchantId))
    .groupBy(messages.channel, messages.state, IS_KEPT)
    .orderBy(asc(messages.channel), asc(messages.state));
  return { rows };
}

/** One message as it was written, with every try to hand it over. Problem 404 `message_unknown`. */
export async function getMessage(
  work: ReadWork,
  messageId: string,
  merchantId: string | null = null,
): Promise<MessageDetail> {
  const [row] = await work.db
    .select({
      message: messages,
      jobCode: jobs.code,
      audience: notifications.audience,
      ruleKey: notifications.ruleKey,
      ruleName: notifications.ruleName,
      wordsVersion: messageTemplates.version,
    })
    .from(messages)
    .leftJoin(jobs, eq(jobs.id, messages.jobId))
    .leftJoin(notifications, eq(notifications.id, messages.notificationId))
    .leftJoin(messageTemplates, eq(messageTemplates.id, messages.templateId))
    .where(eq(messages.id, messageId));
  if (row === undefined || (merchantId !== null && row.message.merchantId !== merchantId)) {
    throw new Problem({ status: 404, code: 'message_unknown', title: 'There is no such message' });
  }
  const attempts = await work.db
    .select()
    .from(messageAttempts)
    .where(eq(messageAttempts.messageId, messageId))
    .orderBy(asc(messageAttempts.number));
  return {
    ...presentMessage(row.message, row.jobCode),
    html: row.message.html,
    text: row.message.text,
    deliveredAt: row.message.deliveredAt?.toISOString() ?? null,
    audience: row.audience,
    rule: row.ruleKey === null || row.ruleName === null ? null : { key: row.ruleKey, name: row.ruleName },
    wordsVersion: row.wordsVersion,
    fallBackOf: row.message.fallBackOfId,
    // A hand-over that asked several providers shows each of them.
    attempts: attempts.flatMap(({ startedAt, provider, result, detail, tries }) =>
      (tries ?? [{ provider, outcome: result ?? 'under_way', detail }]).map((each) => ({
        at: startedAt.toISOString(),
        provider: each.provider,
        outcome: each.outcome,
        detail: each.detail,
      })),
    ),
    cost:
      row.message.costMicros === null || row.message.costCurrency === null
        ? null
        : { micros: row.message.costMicros, currency: row.message.costCurrency },
  };
}

function conditionsOf(query: MessageQuery): (SQL | undefined)[] {
  const { after, jobId, customerId, channel, state, search, merchantId } = query;
  if (after !== undefined && !UUID.test(after)) {
    throw new Problem({
      status: 422,
      code: 'cursor_invalid',
      title: 'This is no cursor of a page',
      remedy: 'Give back `next` of the page before, or leave `after` out.',
    });
  }
  // Ids are made in the order of time, so the newest page begins with the largest.
  const containing = anywhere(search ?? '');
  return [
    after === undefined ? undefined : lt(messages.id, after),
    jobId === undefined ? undefined : eq(messages.jobId, jobId),
    customerId === undefined ? undefined : ofCustomer(messages.customerId, customerId),
    channel === undefined ? undefined : eq(messages.channel, channel),
    state === undefined || state.length === 0 ? undefined : inArray(messages.state, [...state]),
    merchantId === undefined || merchantId === null ? undefined : eq(messages.merchantId, merchantId),
    containing === '%%'
      ? undefined
      : or(
          ilike(messages.toAddress, containing),
          ilike(messages.toName, containing),
          ilike(messages.subject, containing),
          ilike(jobs.code, containing),
        ),
  ];
}

export function presentMessage(message: typeof messages.$inferSelect, jobCode: string | null): Message {
  const preview = message.text.replace(/\s+/g, ' ').trim();
  return {
    id: message.id,
    jobId: message.jobId,
    jobCode,
    channel: message.channel,
    trigger: message.trigger ?? message.origin,
    language: message.language,
    to: message.toAddress,
    subject: message.subject,
    preview: preview.length > PREVIEW_CHARACTERS ? `${preview.slice(0, PREVIEW_CHARACTERS - 1)}…` : preview,
    state: message.state,
    kept: message.provider === OUTBOX,
    stateReason: message.suppressionReason ?? message.failure,
    provider: message.provider,
    segments: message.segments,
    queuedAt: message.queuedAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
  };
}
