import type { LetterMatter } from '../../accounts/index.ts';

export interface LetterWords {
  readonly subject: string;
  readonly paragraphs: readonly [string, ...string[]];
  /** What the link is called; none = the letter asks for nothing. */
  readonly button: string | null;
}

/** `about` is what else the letter names: the sign-in provider, or where e-mails go from now on. */
type Say = (organisation: string, name: string, about: string) => LetterWords;

export type LettersOfLanguage = Readonly<Record<LetterMatter, Say>>;
