import type { RenderedWords } from '@roundsman/api-contract';
import { normalisePhoneNumber, segmentSms } from '@roundsman/message-delivery';
import { desc } from 'drizzle-orm';

import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { readBranding } from '../../customers/index.ts';
import { promises } from '../../jobs/schema.ts';
import { shippedWords, withOwn } from '../decide/choose-words.ts';
import { type JobFacts, readJobFacts } from '../decide/facts.ts';
import type { DecideOptions } from '../decide/options.ts';
import { exampleFacts } from '../render/example-facts.ts';
import { type RenderedContent, renderWords } from '../render/render-words.ts';
import { variablesOf } from '../render/variables.ts';
import { messages } from '../schema.ts';
import { queueForSending } from '../sending/queue-for-sending.ts';
import type { Variables } from '../words/index.ts';
import { refuseFaulty, type TemplateToSave } from './save-template.ts';

export interface WordsToTry extends TemplateToSave {
  /** None: the newest job with a promise, else an example. */
  readonly jobId: string | null;
}

/** A test that has not left within a quarter of an hour is of no use to whoever waits for it. */
const USEFUL_MILLISECONDS = 900_000;
const NO_COUNTRY = 'ZZ';
/** As long as a real one, so that SMS are counted right; it leads nowhere. */
const LINK_TOKEN = 'preview'.padEnd(46, '0');

type TryOptions = Pick<DecideOptions, 'trackerUrl' | 'deskJobUrl' | 'repliesReachUs'>;

/** Words as a person would see them, with a real job. Problems: 422 `words_faulty`, 404 `job_not_found`. */
export async function previewWords(work: ReadWork, options: TryOptions, words: WordsToTry): Promise<RenderedWords> {
  const { content, facts, isExample } = await tryWords(work, options, words);
  const { segments: _count, ...shown } = content;
  return {
    ...shown,
    sms: words.channel === 'sms' ? measureSms(content.text) : null,
    jobCode: isExample ? null : facts.code,
  };
}

/** Who asks to see words on a device of their own. */
export interface Tester {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Sends words to whoever asks. Problems: 422 `words_faulty`, 422 `phone_needed` for an SMS without a number, 404
 * `job_not_found`.
 */
export async function sendTest(
  work: Work,
  options: TryOptions,
  words: WordsToTry,
  { memberId, name, email }: Tester,
  phone: string | null,
): Promise<{ messageId: string; to: string }> {
  const { content, variables } = await tryWords(work, options, words);
  const { channel, trigger: _told, language } = words;
  const to = { email: email.toLowerCase(), sms: channel === 'sms' ? ownNumber(phone) : '', push: `member:${memberId}` }[
    channel
  ];
  const row = {
    organisationId: work.organisationId,
    id: newId(),
    origin: 'test' as const,
    trigger: null,
    channel,
    purpose: 'service' as const,
    language,
    toAddress: to,
    toName: name,
    ...content,
    variables,
    state: 'queued' as const,
    stateChangedAt: work.now,
    notBefore: null,
    notAfter: new Date(work.now.getTime() + USEFUL_MILLISECONDS),
    nextAttemptAt: work.recordedAt,
    queuedAt: work.now,
  };
  await work.db.insert(messages).values(row);
  await queueForSending(work, [row]);
  return { messageId: row.id, to: channel === 'push' ? name : to };
}

async function tryWords(
  work: ReadWork,
  options: TryOptions,
  words: WordsToTry,
): Promise<{ content: RenderedContent; variables: Variables; facts: JobFacts; isExample: boolean }> {
  refuseFaulty(words);
  const { channel, reader, trigger, language } = words;
  const real = await readRealFacts(work, words.jobId);
  const facts = await withLook(work, real ?? exampleFacts(work.now, 'UTC'), words.merchantId, real === undefined);
  const tracker = `${options.trackerUrl}${LINK_TOKEN}`;
  const links = { customer: tracker, operator: '' };
  const link = reader === 'customer' || reader === 'operator' ? links[reader] : `${options.deskJobUrl}${facts.jobId}`;
  const variables = variablesOf(facts, {
    customer: facts.contacts[0]?.name ?? '',
    language,
    now: work.now,
    link,
    // Only customers have a page of wishes.
    preferences: reader === 'customer' ? `${link}/preferences` : '',
    offersReply:
      options.repliesReachUs && reader === 'customer' && (trigger === 'reminder' || trigger === 'day_before'),
    mayRate: true,
  });
  const chosen = withOwn(channel, shippedWords(reader, trigger, language), words);
  const content = await renderWords(channel, chosen, variables, facts, language);
  return { content, variables, facts, isExample: real === undefined };
}

/**
 * Words of a merchant are seen as its own customers see them, whoever's the job is; without a job people still see their
 * own name, colour and logo.
 */
async function withLook(
  work: ReadWork,
  facts: JobFacts,
  merchantId: string | null,
  isExample: boolean,
): Promise<JobFacts> {
  if (merchantId === null && !isExample) return facts;
  const { brands } = await readBranding(work, merchantId);
  const own = brands[0];
  const brand = brands.find((each) => each.merchantId === merchantId) ?? own;
  if (brand === undefined || own === undefined) return facts;
  const sender = {
    name: brand.senderName ?? brand.name,
    accentColour: brand.accentColour ?? own.accentColour,
    logo: brand.logo ?? (brand.speaksAsOrganisation ? own.logo : null),
  };
  return { ...facts, sender: { ...facts.sender, ...sender } };
}

async function readRealFacts(work: ReadWork, jobId: string | null): Promise<JobFacts | undefined> {
  if (jobId !== null) {
    const facts = (await readJobFacts(work, [jobId])).get(jobId);
    if (facts === undefined) throw new Problem({ status: 404, code: 'job_not_found', title: 'There is no such job' });
    return facts;
  }
  const [newest] = await work.db.select().from(promises).orderBy(desc(promises.id)).limit(1);
  return newest && (await readJobFacts(work, [newest.jobId])).get(newest.jobId);
}

function measureSms(text: string): RenderedWords['sms'] {
  const { encoding, segments } = segmentSms(text);
  return { encoding, characters: [...text].length, segments: segments.length };
}

function ownNumber(phone: string | null): string {
  const number = normalisePhoneNumber(phone ?? '', NO_COUNTRY);
  if (number.ok) return number.e164;
  throw new Problem({
    status: 422,
    code: 'phone_needed',
    title: 'An SMS needs a number to go to',
    remedy: 'Give your own number with its country: +41 79 123 45 67.',
    fields: [{ field: 'body.phone', code: number.reason, message: 'This is no number that could be written to.' }],
  });
}
