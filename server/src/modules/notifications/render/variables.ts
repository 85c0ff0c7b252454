import type { JobFacts } from '../decide/facts.ts';
import { CATALOGUES, type Language, type Variables } from '../words/index.ts';

/** What the words need to know beside the job. */
export interface Circumstances {
  /** Name of the customer; empty when the job has nobody to be notified. */
  readonly customer: string;
  readonly language: Language;
  readonly now: Date;
  readonly link: string;
  /** Empty for those who have no page of wishes. */
  readonly preferences: string;
  readonly offersReply: boolean;
  readonly mayRate: boolean;
}

/** The values of the words' variables: what is true of this job for this person, in their language and at their door's time. */
export function variablesOf(facts: JobFacts, circumstances: Circumstances): Variables {
  const { customer, language, now, link, preferences, offersReply, mayRate } = circumstances;
  const { promise, eta, outcome, sender, timeZone } = facts;
  const time = (instant: Date | undefined) =>
    instant === undefined
      ? ''
      : format(language, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, instant);
  const minutes = eta === null ? 0 : Math.max(1, Math.round((eta.arrivalAt.getTime() - now.getTime()) / 60_000));
  const reason = outcome?.reason[language] ?? '';
  return {
    customer,
    sender: sender.name,
    code: facts.code,
    visit: CATALOGUES[language].visit[facts.kind],
    day: promise
      ? format(language, timeZone, { weekday: 'long', day: 'numeric', month: 'long' }, promise.startsAt)
      : '',
    date: promise ? format(language, timeZone, { day: '2-digit', month: '2-digit' }, promise.startsAt) : '',
    from: time(promise?.startsAt),
    to: time(promise?.endsAt),
    place: facts.place,
    items: facts.items.reduce((sum, { quantity }) => sum + quantity, 0),
    etaFrom: time(eta?.earliestAt),
    etaTo: time(eta?.latestAt),
    minutes,
    reason,
    phone: sender.phone ?? '',
    link,
    preferences,
    hasPromise: yesOrNo(promise !== null),
    hasEta: yesOrNo(eta !== null),
    hasReason: yesOrNo(reason !== ''),
    hasPhone: yesOrNo(sender.phone !== null),
    canReply: yesOrNo(offersReply),
    mayRate: yesOrNo(mayRate),
  };
}

const yesOrNo = (yes: boolean) => (yes ? 'yes' : 'no');

/** en-GB: the day before the month and 24 hours, as everywhere the product is sold first. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de', fr: 'fr', es: 'es' };
const formats = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 500;

function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions, instant: Date): string {
  const key = `${language} ${timeZone} ${Object.keys(options).join()}`;
  let made = formats.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...options });
    if (formats.size >= MOST_FORMATS) formats.clear();
    formats.set(key, made);
  }
  return made.format(instant);
}
