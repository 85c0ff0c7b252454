import type { ActionKind, NotificationTrigger } from '@roundsman/delivery-rules';

export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * What one message says, in ICU MessageFormat. The HTML and the text of an e-mail are made of the same words, so they
 * cannot drift apart; SMS keep to the GSM alphabet.
 */
export interface Words {
  readonly subject: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Leads to the tracker; none when there is nothing more to see there. */
  readonly button: string | null;
  readonly sms: string;
}

export interface Labels {
  readonly when: string;
  readonly where: string;
  readonly what: string;
  readonly number: string;
  readonly questions: string;
  readonly why: string;
}

/** Everything one language needs; what is missing does not compile. */
export interface Catalogue {
  /** "your delivery" within a sentence, by the kind of the job's main line. */
  readonly visit: Record<ActionKind, string>;
  readonly words: Record<NotificationTrigger, Words>;
  readonly labels: Labels;
}

/** Every variable that words may use, with what it holds. Text is empty and numbers are 0 where there is nothing to say. */
export const VARIABLES = {
  customer: 'Name of the person',
  sender: 'The merchant, or the organisation, as recipients know it',
  code: 'The job’s code',
  visit: 'your delivery, your pickup …',
  day: 'Tuesday, 3 March',
  date: '03/03',
  from: 'Start of the promised window, local',
  to: 'End of the promised window, local',
  place: 'Street and town',
  items: 'Number of things (number)',
  etaFrom: 'Earliest expected arrival, local',
  etaTo: 'Latest expected arrival, local',
  minutes: 'Minutes until the expected arrival (number)',
  reason: 'Why it did not go as planned, in the customer’s words',
  phone: 'Where to ask',
  link: 'The tracker',
  hasPromise: 'yes or no',
  hasEta: 'yes or no',
  hasReason: 'yes or no',
  hasPhone: 'yes or no',
} as const;
export type Variable = keyof typeof VARIABLES;
export type Variables = Readonly<
  Record<Exclude<Variable, 'items' | 'minutes'>, string> & Record<'items' | 'minutes', number>
>;
