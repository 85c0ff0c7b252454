import { de } from './de.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

export type { Outcome, Stage, Words } from './words.ts';

/** The words for a BCP 47 tag; English when the language is not spoken here. */
export function wordsFor(language: string): Words {
  return language.toLowerCase().startsWith('de') ? de : en;
}
