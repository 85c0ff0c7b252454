import { gsmSeptets } from './gsm-alphabet.ts';

/** What decomposition does not find: letters of their own, and signs that word processors put in. */
const LIKE: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
  ħ: 'h',
  Ħ: 'H',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '·': '.',
  '×': 'x',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '\u200b': '',
  '\u00ad': '',
  '\ufeff': '',
  '\t': ' ',
};

/**
 * The text with every character that the GSM alphabet lacks replaced by one that it has and that reads alike (`ç` by `c`,
 * a dash by a hyphen); undefined when one has no likeness (Cyrillic, an emoji): such words stay as they are.
 */
export function transliterate(text: string): string | undefined {
  let result = '';
  for (const character of text.normalize('NFC')) {
    const alike = likeness(character);
    if (alike === undefined) return undefined;
    result += alike;
  }
  return result;
}

function likeness(character: string): string | undefined {
  if (gsmSeptets(character) !== undefined) return character;
  const known = LIKE[character];
  if (known !== undefined) return known;
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every((each) => gsmSeptets(each) !== undefined) ? base : undefined;
}
