import type { Channel, NotificationTrigger, Reader } from '@roundsman/delivery-rules';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { type FieldProblem, newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { merchants } from '../../customers/schema.ts';
import { messageTemplates } from '../schema.ts';
import { checkWords, type Language } from '../words/index.ts';

/** Which words: of one moment, for one kind of reader, on one channel, in one language, for one merchant or (null) for all without words of their own. */
export interface TemplatePlace {
  readonly merchantId: string | null;
  readonly reader: Reader;
  readonly trigger: NotificationTrigger;
  readonly channel: Channel;
  readonly language: Language;
}

export interface TemplateToSave extends TemplatePlace {
  /** Of an e-mail; none keeps ours. */
  readonly subject: string | null;
  /** ICU MessageFormat. Of an e-mail, an empty line begins a new paragraph. */
  readonly body: string;
}

const MOST_CHARACTERS = 5_000;

export const atPlace = ({ merchantId, reader, trigger, channel, language }: TemplatePlace) =>
  and(
    merchantId === null ? isNull(messageTemplates.merchantId) : eq(messageTemplates.merchantId, merchantId),
    eq(messageTemplates.reader, reader),
    eq(messageTemplates.trigger, trigger),
    eq(messageTemplates.channel, channel),
    eq(messageTemplates.language, language),
  );

/** Problem 422 `words_faulty` names each variable that does not exist and each pattern that cannot be read, with its place. */
export function refuseFaulty({ subject, body }: Pick<TemplateToSave, 'subject' | 'body'>): void {
  const fields: FieldProblem[] = [
    ...checkWords(subject ?? '').map((fault) => ({ field: 'body.subject', ...fault })),
    ...checkWords(body).map((fault) => ({ field: 'body.body', ...fault })),
  ];
  if (body.trim() === '' || body.length > MOST_CHARACTERS) {
    fields.push({ field: 'body.body', code: 'wrong_length', message: `Between 1 and ${MOST_CHARACTERS} characters.` });
  }
  if (fields.length > 0) {
    throw new Problem({ status: 422, code: 'words_faulty', title: 'These words cannot be used', fields });
  }
}

/** Problem 422 `merchant_unknown`. */
export async function refuseUnknownMerchant(work: ReadWork, merchantId: string | null): Promise<void> {
  if (merchantId === null) return;
  const [known] = await work.db.select({ id: merchants.id }).from(merchants).where(eq(merchants.id, merchantId));
  if (known !== undefined) return;
  const fault = { field: 'body.merchantId', code: 'merchant_unknown', message: 'There is no such merchant.' };
  throw new Problem({ status: 422, code: 'merchant_unknown', title: 'There is no such merchant', fields: [fault] });
}

/** Saves words as a new version; older ones stay, for the messages written with them. Returns the version's id. Problems: 422 `words_faulty`, 422 `merchant_unknown`. */
export async function saveTemplate(work: Work, template: TemplateToSave): Promise<string> {
  refuseFaulty(template);
  await refuseUnknownMerchant(work, template.merchantId);
  const [newest] = await work.db
    .select({ version: messageTemplates.version })
    .from(messageTemplates)
    .where(atPlace(template))
    .orderBy(desc(messageTemplates.version))
    .limit(1);
  const id = newId();
  const { merchantId, reader, trigger, channel, language, subject, body } = template;
  await work.db.insert(messageTemplates).values({
    organisationId: work.organisationId,
    id,
    merchantId,
    reader,
    trigger,
    channel,
    language,
    subject: channel === 'email' ? subject : null,
    body,
    version: (newest?.version ?? 0) + 1,
    createdById: work.actor.id,
    createdAt: work.recordedAt,
  });
  work.emit({
    type: 'message_template.saved',
    subject: { kind: 'message_template', id },
    data: { reader, trigger, channel, language, merchantId },
  });
  return id;
}

/**
 * Goes back to an earlier version, which becomes the newest, or with null to the words that came with the product: then
 * every version of this place is retired and kept. Problem 404 `version_unknown`.
 */
export async function goBack(work: Work, place: TemplatePlace, versionId: string | null): Promise<void> {
  if (versionId === null) {
    await work.db
      .update(messageTemplates)
      .set({ retiredAt: work.recordedAt })
      .where(and(atPlace(place), isNull(messageTemplates.retiredAt)));
    return;
  }
  const [earlier] = await work.db
    .select()
    .from(messageTemplates)
    .where(and(atPlace(place), eq(messageTemplates.id, versionId)));
  if (earlier === undefined) {
    throw new Problem({ status: 404, code: 'version_unknown', title: 'There is no such version of these words' });
  }
  await saveTemplate(work, { ...place, subject: earlier.subject, body: earlier.body });
}
