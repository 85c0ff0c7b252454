import type { MessageLanguage } from '@roundsman/delivery-rules';
import { ENGLISH } from './english.ts';
import { FRENCH } from './french.ts';
import { GERMAN } from './german.ts';
import type { LettersOfLanguage } from './letter-words.ts';
import { SPANISH } from './spanish.ts';

/** What members are told about their own account. No words of an organisation's own: they are ours to keep true. */
export const LETTER_WORDS: Readonly<Record<MessageLanguage, LettersOfLanguage>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
};
