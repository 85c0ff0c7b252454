import type { TrackerView } from '@roundsman/api-contract';
import { MESSAGE_LANGUAGES, type MessageLanguage } from '@roundsman/delivery-rules';

export interface SentenceFacts {
  readonly stage: TrackerView['stage'];
  readonly outcome: TrackerView['outcome'];
  readonly arrived: boolean;
  readonly zone: string;
  /** The live estimate when there is one, else the promise. */
  readonly between: { readonly from: Date; readonly to: Date } | null;
  readonly finishedAt: Date | null;
  readonly now: Date;
}

interface Words {
  readonly ordered: string;
  readonly today: (from: string, to: string) => string;
  readonly onDay: (day: string, from: string, to: string) => string;
  readonly onTheWay: (from: string, to: string) => string;
  readonly here: string;
  readonly outcomes: Record<NonNullable<TrackerView['outcome']>, (at: string) => string>;
}

const WORDS: Record<MessageLanguage, Words> = {
  en: {
    ordered: 'Your delivery is being planned. We will tell you when it comes.',
    today: (from, to) => `Your delivery arrives today between ${from} and ${to}`,
    onDay: (day, from, to) => `Your delivery arrives on ${day} between ${from} and ${to}`,
    onTheWay: (from, to) => `We are on the way: expect us between ${from} and ${to}`,
    here: 'The crew has arrived',
    outcomes: {
      completed: (at) => `Delivered at ${at}`,
      partially_completed: (at) => `Partly delivered at ${at}. We will tell you about the rest.`,
      incomplete: () => 'We could not deliver. We will tell you how it goes on.',
      damaged: () => 'There was damage. The sender will contact you.',
      cancelled: () => 'This delivery was cancelled',
    },
  },
  de: {
    ordered: 'Ihre Lieferung wird geplant. Wir melden uns mit dem Termin.',
    today: (from, to) => `Ihre Lieferung kommt heute zwischen ${from} und ${to} Uhr`,
    onDay: (day, from, to) => `Ihre Lieferung kommt am ${day} zwischen ${from} und ${to} Uhr`,
    onTheWay: (from, to) => `Wir sind unterwegs: bei Ihnen zwischen ${from} und ${to} Uhr`,
    here: 'Unser Team ist da',
    outcomes: {
      completed: (at) => `Zugestellt um ${at} Uhr`,
      partially_completed: (at) => `Teilweise zugestellt um ${at} Uhr. Zum Rest melden wir uns.`,
      incomplete: () => 'Die Lieferung war nicht möglich. Wir melden uns, wie es weitergeht.',
      damaged: () => 'Es gab einen Schaden. Der Absender meldet sich bei Ihnen.',
      cancelled: () => 'Diese Lieferung wurde abgesagt',
    },
  },
  fr: {
    ordered: 'Votre livraison est en cours de planification. Nous vous dirons quand elle arrive.',
    today: (from, to) => `Votre livraison arrive aujourd’hui entre ${from} et ${to}`,
    onDay: (day, from, to) => `Votre livraison arrive le ${day} entre ${from} et ${to}`,
    onTheWay: (from, to) => `Nous sommes en route : chez vous entre ${from} et ${to}`,
    here: 'L’équipe est arrivée',
    outcomes: {
      completed: (at) => `Livré à ${at}`,
      partially_completed: (at) => `Livré en partie à ${at}. Nous vous informerons du reste.`,
      incomplete: () => 'La livraison n’a pas pu se faire. Nous vous dirons la suite.',
      damaged: () => 'Il y a eu un dommage. L’expéditeur vous contactera.',
      cancelled: () => 'Cette livraison a été annulée',
    },
  },
  es: {
    ordered: 'Estamos planificando su entrega. Le diremos cuándo llega.',
    today: (from, to) => `Su entrega llega hoy entre las ${from} y las ${to}`,
    onDay: (day, from, to) => `Su entrega llega el ${day} entre las ${from} y las ${to}`,
    onTheWay: (from, to) => `Estamos en camino: llegamos entre las ${from} y las ${to}`,
    here: 'El equipo ha llegado',
    outcomes: {
      completed: (at) => `Entregado a las ${at}`,
      partially_completed: (at) => `Entregado en parte a las ${at}. Le informaremos del resto.`,
      incomplete: () => 'No se pudo entregar. Le diremos cómo sigue.',
      damaged: () => 'Hubo un daño. El remitente le contactará.',
      cancelled: () => 'Esta entrega fue cancelada',
    },
  },
};

/** A language that the tracker speaks, from any BCP 47 tag. */
export function trackerLanguage(tag: string | null): MessageLanguage {
  const language = (tag ?? 'en').split('-')[0]?.toLowerCase();
  return MESSAGE_LANGUAGES.find((known) => known === language) ?? 'en';
}

/** The sentence that the recipient came for. */
export function trackerSentence(language: MessageLanguage, facts: SentenceFacts): string {
  const words = WORDS[language];
  const time = (instant: Date) =>
    new Intl.DateTimeFormat(language, {
      timeZone: facts.zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(instant);
  const day = (instant: Date) =>
    new Intl.DateTimeFormat(language, { timeZone: facts.zone, weekday: 'long', day: 'numeric', month: 'long' }).format(
      instant,
    );
  if (facts.outcome) return words.outcomes[facts.outcome](facts.finishedAt ? time(facts.finishedAt) : '');
  if (facts.arrived) return words.here;
  if (!facts.between) return words.ordered;
  const { from, to } = facts.between;
  if (facts.stage === 'on_the_way') return words.onTheWay(time(from), time(to));
  return day(from) === day(facts.now)
    ? words.today(time(from), time(to))
    : words.onDay(day(from), time(from), time(to));
}
