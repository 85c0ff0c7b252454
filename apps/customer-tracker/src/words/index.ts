import type { TemplateWords } from '@roundsman/api-contract';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Words } from './words.ts';

export type { Outcome, Stage, Words } from './words.ts';

/** A language of messages that this page does not speak does not compile. */
const LANGUAGES: Readonly<Record<TemplateWords['language'], Words>> = { en, de, fr, es };

/** The words for a BCP 47 tag; English when the language is not spoken here. */
export function wordsFor(language: string): Words {
  const spoken = language.split('-')[0]?.toLowerCase() ?? '';
  return Object.hasOwn(LANGUAGES, spoken) ? LANGUAGES[spoken as keyof typeof LANGUAGES] : en;
}
