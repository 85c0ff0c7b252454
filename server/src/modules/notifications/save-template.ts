import type { Channel, NotificationTrigger } from '@roundsman/delivery-rules';
import { and, desc, eq, isNull } from 'drizzle-orm';

import { type FieldProblem, newId, Problem, type Work } from '../../platform/index.ts';
import { messageTemplates } from './schema.ts';
import { checkWords, LANGUAGES, type Language } from './words/index.ts';

export interface TemplateToSave {
  /** None = for every merchant without words of its own. */
  readonly merchantId: string | null;
  readonly trigger: NotificationTrigger;
  readonly channel: Channel;
  readonly language: Language;
  /** Of an e-mail; none keeps ours. */
  readonly subject: string | null;
  /** ICU MessageFormat. Of an e-mail, an empty line begins a new paragraph. */
  readonly body: string;
}

const MOST_CHARACTERS = 5_000;

/**
 * Saves words as a new version; older ones stay, for the messages written with them. Returns the version's id.
 * Problem 422 `words_faulty` names each variable that does not exist and each pattern that cannot be read.
 */
export async function saveTemplate(work: Work, template: TemplateToSave): Promise<string> {
  const fields: FieldProblem[] = [
    ...checkWords(template.subject ?? '').map((fault) => ({ field: 'body.subject', ...fault })),
    ...checkWords(template.body).map((fault) => ({ field: 'body.body', ...fault })),
  ];
  if (template.body.trim() === '' || template.body.length > MOST_CHARACTERS) {
    fields.push({ field: 'body.body', code: 'wrong_length', message: `Between 1 and ${MOST_CHARACTERS} characters.` });
  }
  if (!LANGUAGES.includes(template.language)) {
    fields.push({ field: 'body.language', code: 'language_unknown', message: `One of: ${LANGUAGES.join(', ')}.` });
  }
  if (fields.length > 0) {
    throw new Problem({ status: 422, code: 'words_faulty', title: 'These words cannot be used', fields });
  }
  const { merchantId, trigger, channel, language } = template;
  const [newest] = await work.db
    .select({ version: messageTemplates.version })
    .from(messageTemplates)
    .where(
      and(
        merchantId === null ? isNull(messageTemplates.merchantId) : eq(messageTemplates.merchantId, merchantId),
        eq(messageTemplates.trigger, trigger),
        eq(messageTemplates.channel, channel),
        eq(messageTemplates.language, language),
      ),
    )
    .orderBy(desc(messageTemplates.version))
    .limit(1);
  const id = newId();
  await work.db.insert(messageTemplates).values({
    organisationId: work.organisationId,
    id,
    ...template,
    version: (newest?.version ?? 0) + 1,
    createdById: work.actor.id,
    createdAt: work.now,
  });
  return id;
}
