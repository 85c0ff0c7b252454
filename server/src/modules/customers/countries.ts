import { getCountries } from 'libphonenumber-js/min';

const LANGUAGES = ['en', 'de', 'fr', 'it', 'es'];

/** What people write besides the names: the plate of Liechtenstein, short forms. */
const HABITS: Record<string, string> = { fl: 'LI', uk: 'GB', england: 'GB', usa: 'US', holland: 'NL' };

/** ISO 3166-1 alpha-2 of a code or name in one of the common languages; null for what is no country. */
export function countryCode(text: string): string | null {
  return codes.get(fold(text)) ?? null;
}

const fold = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');

const codes = new Map<string, string>(Object.entries(HABITS));
for (const language of LANGUAGES) {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  for (const code of getCountries()) codes.set(fold(names.of(code) ?? code), code);
}
for (const code of getCountries()) codes.set(code.toLowerCase(), code);
