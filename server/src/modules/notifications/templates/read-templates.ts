import type { AnswerOf, messageTemplateEndpoints, TemplateWords } from '@roundsman/api-contract';
import type { Channel } from '@roundsman/delivery-rules';
import { desc, inArray, isNull, sql } from 'drizzle-orm';

import type { ReadWork } from '../../../platform/index.ts';
import { members } from '../../accounts/schema.ts';
import { shippedWords } from '../decide/choose-words.ts';
import { exampleFacts } from '../render/example-facts.ts';
import { variablesOf } from '../render/variables.ts';
import { messageTemplates } from '../schema.ts';
import { type Language, NUMBERS, VARIABLES, type Variable, type Words } from '../words/index.ts';
import { atPlace, type TemplatePlace } from './save-template.ts';

type Overview = AnswerOf<(typeof messageTemplateEndpoints)['list']>;

/** Where words of the organisation's own hold. */
export async function listTemplates(work: ReadWork): Promise<Overview> {
  const rows = await work.db
    .select()
    .from(messageTemplates)
    .where(isNull(messageTemplates.retiredAt))
    .orderBy(desc(messageTemplates.createdAt), desc(messageTemplates.version));
  const newest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const place = [row.merchantId, row.reader, row.trigger, row.channel, row.language].join('/');
    if (!newest.has(place)) newest.set(place, row);
  }
  const names = await namesOf(work, rows);
  return {
    rows: [...newest.values()].map(({ reader, trigger, channel, language, merchantId, ...row }) => ({
      reader,
      trigger,
      channel,
      language,
      merchantId,
      version: row.version,
      savedAt: row.createdAt.toISOString(),
      savedBy: names.get(row.createdById ?? '') ?? null,
    })),
  };
}

/** The words that hold at a place, ours beside them, every version and every variable. */
export async function readTemplate(work: ReadWork, place: TemplatePlace): Promise<TemplateWords> {
  const rows = await work.db
    .select()
    .from(messageTemplates)
    .where(atPlace(place))
    .orderBy(desc(messageTemplates.version));
  const own = rows.find(({ retiredAt }) => retiredAt === null);
  const ofOrganisation = own ?? (place.merchantId === null ? undefined : await ownOfOrganisation(work, place));
  const shipped = asWritten(place.channel, shippedWords(place.reader, place.trigger, place.language));
  const names = await namesOf(work, rows);
  return {
    ...place,
    subject: ofOrganisation === undefined ? shipped.subject : (ofOrganisation.subject ?? shipped.subject),
    body: ofOrganisation?.body ?? shipped.body,
    origin: own && place.merchantId !== null ? 'merchant' : ofOrganisation ? 'organisation' : 'shipped',
    shipped,
    versions: rows.map(({ id, version, subject, body, createdAt, createdById }) => ({
      id,
      version,
      subject,
      body,
      savedAt: createdAt.toISOString(),
      savedBy: names.get(createdById ?? '') ?? null,
      inForce: id === own?.id,
    })),
    variables: describeVariables(place.language, work.now),
  };
}

async function ownOfOrganisation(work: ReadWork, place: TemplatePlace) {
  const rows = await work.db
    .select()
    .from(messageTemplates)
    .where(atPlace({ ...place, merchantId: null }))
    .orderBy(desc(messageTemplates.version));
  return rows.find(({ retiredAt }) => retiredAt === null);
}

/** Our words in the one form in which they can be written anew. */
export function asWritten(channel: Channel, words: Words): { subject: string | null; body: string } {
  if (channel === 'sms') return { subject: null, body: words.sms };
  if (channel === 'push') return { subject: null, body: words.push ?? words.subject.replace(/^\{sender\}\s*:\s*/, '') };
  return { subject: words.subject, body: words.paragraphs.join('\n\n') };
}

function describeVariables(language: Language, now: Date): TemplateWords['variables'] {
  const link = 'https://track.example/track/…';
  const circumstances = {
    customer: 'Zoë Büchel',
    language,
    now,
    link,
    preferences: `${link}/preferences`,
    offersReply: true,
    mayRate: true,
  };
  const examples = variablesOf(exampleFacts(now, 'Europe/Vaduz'), circumstances);
  return Object.entries(VARIABLES).map(([name, about]) => ({
    name,
    about,
    isNumber: NUMBERS.some((number) => number === name),
    example: String(examples[name as Variable]),
  }));
}

async function namesOf(work: ReadWork, rows: readonly { readonly createdById: string | null }[]) {
  const ids = [...new Set(rows.map(({ createdById }) => createdById).filter((id) => id !== null))];
  if (ids.length === 0) return new Map<string, string>();
  const known = await work.db
    .select({ id: members.id, name: members.name })
    .from(members)
    .where(inArray(sql`${members.id}::text`, ids));
  return new Map(known.map(({ id, name }) => [id, name]));
}
