import { isServiceDate, localTimeOf, minutesOf, type ServiceLevel } from '@roundsman/delivery-rules';
import { foldHeader } from './header-words.ts';

/** A value of a cell, or what is wrong with it and what would be right. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string; readonly remedy: string };

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DATE_REMEDY = 'Write it as 2026-11-23 or 23.11.2026.';

/** `2026-11-23`, `23.11.2026`, `23/11/26`, `20261123`. Slashes that may be read both ways are not guessed. */
export function readDate(text: string): Reading<string> {
  const iso = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[T ].*)?$/.exec(text);
  if (iso) return dateOf(text, iso[1]!, iso[3] ?? iso[5]!, iso[4] ?? iso[6]!);
  const [, first, sign, second, year] = /^(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})$/.exec(text) ?? [];
  if (!first || !second || !year) return { wrong: `"${text}" is no date.`, remedy: DATE_REMEDY };
  const fullYear = year.length === 2 ? `20${year}` : year;
  if (sign === '.' || Number(first) > 12 || Number(first) === Number(second))
    return dateOf(text, fullYear, second, first);
  if (Number(second) > 12) return dateOf(text, fullYear, first, second);
  const readings = `${Number(first)} ${MONTHS[Number(second) - 1]} or ${Number(second)} ${MONTHS[Number(first) - 1]}`;
  return { wrong: `"${text}" may be ${readings}.`, remedy: DATE_REMEDY };
}

function dateOf(text: string, year: string, month: string, day: string): Reading<string> {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isServiceDate(date) ? { value: date } : { wrong: `"${text}" is no date.`, remedy: DATE_REMEDY };
}

/** `8`, `8:00`, `08.30`, `0830`, `8h30`, `1:30 pm`, `25:30`. */
export function readTime(text: string): Reading<string> {
  const folded = text
    .toLowerCase()
    .replace(/uhr|[\s.]?o'?clock/g, '')
    .trim();
  const match = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})?|(\d{2}))?(?::\d{2})?\s*([ap])?\.?(?:m\.?)?$/.exec(folded);
  const wrong = { wrong: `"${text}" is no time of day.`, remedy: 'Write it as 08:00 or 13:30.' };
  if (!match) return wrong;
  const [, hourText, afterSign, attached, half] = match;
  let hours = Number(hourText);
  if (half && (hours > 12 || hours === 0)) return wrong;
  if (half) hours = (hours % 12) + (half === 'p' ? 12 : 0);
  const time = `${String(hours).padStart(2, '0')}:${afterSign ?? attached ?? '00'}`;
  const minutes = minutesOf(time);
  return minutes === null ? wrong : { value: localTimeOf(minutes) };
}

/** `2`, `2.5`, `2,5`, `1'200.5`, `12 kg`. Not negative. */
export function readNumber(text: string): Reading<number> {
  const wrong = { wrong: `"${text}" is no number.`, remedy: 'Enter a number from 0.' };
  const plain = text
    .replace(/(?<=\d)\s*(kg|m3|m³|min|minutes|minuten|stk|x)\.?$/i, '')
    .replace(/(?<=\d)['’\u00A0 ](?=\d{3})/g, '');
  if (!/^\d+(?:[.,]\d+)?$/.test(plain)) return wrong;
  return { value: Number(plain.replace(',', '.')) };
}

/** A coordinate may be negative; its range is checked with the point. */
export function readCoordinate(text: string): Reading<number> {
  const plain = text.replace(',', '.');
  if (/^-?\d{1,3}(?:\.\d+)?$/.test(plain)) return { value: Number(plain) };
  return { wrong: `"${text}" is no coordinate.`, remedy: 'Write it in degrees: 9.5209.' };
}

const YES = new Set('yes y true 1 x ja j wahr oui o vrai with mit avec'.split(' '));
const NO = new Set('no n false 0 nein falsch non faux without ohne sans none kein keiner'.split(' '));

export function readYes(text: string): Reading<boolean> {
  const folded = foldHeader(text);
  if (YES.has(folded)) return { value: true };
  if (NO.has(folded)) return { value: false };
  return { wrong: `"${text}" is neither yes nor no.`, remedy: 'Write yes or no.' };
}

export const JOB_TYPES = ['delivery', 'pickup', 'installation', 'service', 'haul_away', 'return', 'exchange'] as const;
export type JobType = (typeof JOB_TYPES)[number];

const TYPE_WORDS: Record<JobType, string> = {
  delivery: 'delivery, deliver, drop off, dropoff, lieferung, zustellung, liefern, livraison',
  pickup: 'pickup, pick up, collection, collect, abholung, abholen, enlevement, ramassage, collecte',
  installation: 'installation, install, assembly, montage, aufbau, einbau, installieren',
  service: 'service, repair, maintenance, reparatur, wartung, kundendienst, entretien, depannage',
  haul_away: 'haul away, removal, disposal, entsorgung, mitnahme, debarras',
  return: 'return, retoure, ruecksendung, retour',
  exchange: 'exchange, swap, replacement, austausch, tausch, umtausch, echange',
};
const TYPES = wordTable(TYPE_WORDS);

export const readJobType = (text: string): Reading<JobType> =>
  oneOf(TYPES, text, 'no kind of job', `Write one of: ${JOB_TYPES.join(', ')}.`);

const LEVELS = wordTable<ServiceLevel>({
  kerb: 'kerb, kerbside, curb, curbside, bordsteinkante, bordstein, frei bordsteinkante, trottoir',
  threshold: 'threshold, door, doorstep, front door, haustuer, wohnungstuer, tuer, seuil, porte',
  room: 'room, room of choice, inside, verwendungsstelle, zimmer, raum, piece',
  white_glove: 'white glove, whiteglove, premium, komplettservice, full service, gants blancs',
});

export const readServiceLevel = (text: string): Reading<ServiceLevel> =>
  oneOf(LEVELS, text, 'no service level', 'Write kerb, threshold, room or white_glove.');

const PRIORITIES = wordTable({
  '0': 'normal, low, standard, niedrig, tief, ordinary, normale, basse, none',
  '50': 'high, hoch, important, wichtig, haute',
  '100': 'urgent, highest, dringend, eilig, express, sofort, urgente',
});

/** 0 ordinary … 100 first; in words or as that number. */
export function readPriority(text: string): Reading<number> {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : null;
  if (number !== null && number <= 100) return { value: number };
  const word = oneOf(PRIORITIES, text, 'no priority', 'Write normal, high or urgent, or a number from 0 to 100.');
  return 'value' in word ? { value: Number(word.value) } : word;
}

function wordTable<Word extends string>(words: Record<Word, string>): ReadonlyMap<string, Word> {
  return new Map(
    (Object.entries(words) as [Word, string][]).flatMap(([word, said]) =>
      [foldHeader(word), ...said.split(', ')].map((one) => [one, word] as const),
    ),
  );
}

function oneOf<Word>(table: ReadonlyMap<string, Word>, text: string, what: string, remedy: string): Reading<Word> {
  const word = table.get(foldHeader(text));
  return word === undefined ? { wrong: `"${text}" is ${what}.`, remedy } : { value: word };
}
