import {
  type ActionKind,
  MESSAGE_LANGUAGES,
  type MessageLanguage,
  type NotificationTrigger,
} from '@roundsman/delivery-rules';

export const LANGUAGES = MESSAGE_LANGUAGES;
export type Language = MessageLanguage;

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
  /** On a locked screen, under the sender's name; none = the subject without the sender. */
  readonly push?: string;
}

export interface Labels {
  readonly when: string;
  readonly where: string;
  readonly what: string;
  readonly number: string;
  readonly questions: string;
  readonly why: string;
  /** Leads to the page of wishes. */
  readonly preferences: string;
  /** Leads who works here to the job itself. */
  readonly openJob: string;
}

/** What a reply by SMS is answered with. */
export interface Answers {
  readonly stopped: string;
  readonly started: string;
  readonly help: string;
  readonly confirmed: string;
  readonly changeAsked: string;
}

/** Everything one language needs; what is missing does not compile. */
export interface Catalogue {
  /** "your delivery" within a sentence, by the kind of the job's main line. */
  readonly visit: Record<ActionKind, string>;
  /** For customers. */
  readonly words: Record<NotificationTrigger, Words>;
  /** One sentence each, for merchants, dispatchers and crews. */
  readonly office: Record<NotificationTrigger, string>;
  readonly answers: Answers;
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
  link: 'The tracker; for merchants and dispatchers the job itself',
  preferences: 'The page on which one chooses what one hears',
  hasPromise: 'yes or no',
  hasEta: 'yes or no',
  hasReason: 'yes or no',
  hasPhone: 'yes or no',
  canReply: 'yes when “1” confirms and “2” asks for another time',
  mayRate: 'no when the person wants no questions about how it went',
} as const;
export type Variable = keyof typeof VARIABLES;
export const NUMBERS = ['items', 'minutes'] as const satisfies readonly Variable[];
type Numeric = (typeof NUMBERS)[number];
export type Variables = Readonly<Record<Exclude<Variable, Numeric>, string> & Record<Numeric, number>>;
