import type { Catalogue, Language } from './catalogue.ts';
import { LANGUAGES } from './catalogue.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { spanish } from './spanish.ts';

export type { Answers, Catalogue, Language, Variable, Variables, Words } from './catalogue.ts';
export { LANGUAGES, NUMBERS, VARIABLES } from './catalogue.ts';
export { checkWords, formatWords, type WordsFault } from './format-words.ts';

export const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
};

/** The first of the wished languages (BCP 47) that there are words in; English when none is. */
export function chooseLanguage(...wishes: readonly (string | null)[]): Language {
  for (const wish of wishes) {
    const language = LANGUAGES.find((known) => known === wish?.split('-')[0]?.toLowerCase());
    if (language !== undefined) return language;
  }
  return 'en';
}
