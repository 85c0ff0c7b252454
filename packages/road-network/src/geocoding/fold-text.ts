const LETTERS: Record<string, string> = {
  ß: 'ss',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  đ: 'd',
};

/** Lower case without marks: "Äuele-Straße 3" → "aeuele strasse 3". What is not a letter or digit becomes one space. */
export function foldText(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßäöüæøåłđ]/g, (letter) => LETTERS[letter]!)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const WHOLE_WORDS: Record<string, string> = {
  str: 'strasse',
  st: 'sankt',
  saint: 'sankt',
  doktor: 'dr',
  pl: 'platz',
  ave: 'avenue',
  av: 'avenue',
  rd: 'road',
};

/** Abbreviations and spellings of one ending: "Landstr.", "Landstrassse" and "Land-Straße" are the same street. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(.)\1{2,}/g, '$1$1'],
  [/str$/, 'strasse'],
  [/strase$/, 'strasse'],
  [/gass$/, 'gasse'],
  [/plz$/, 'platz'],
];

/** A street's name as a key: folded, abbreviations written out, spaces gone. */
export function streetKey(name: string): string {
  return foldText(name)
    .split(' ')
    .map((word) => WHOLE_WORDS[word] ?? ENDINGS.reduce((text, [from, to]) => text.replace(from, to), word))
    .join('');
}

/** A place's name as a key: additions as in "Balzers (FL)" or "Buchs SG" are dropped. */
export function placeKey(name: string): string {
  const withoutBrackets = name.replace(/\(.*?\)/g, ' ').replace(/\/.*$/, ' ');
  return foldText(withoutBrackets)
    .replace(/\b(fl|li|ch|at|de|sg|gr|vbg)\b/g, ' ')
    .replace(/\d+/g, ' ')
    .replace(/\bst\b/g, 'sankt')
    .replace(/ +/g, '');
}

/** Umlauts typed as bare vowels: "Muhleholz" for "Mühleholz". */
export function bareKey(key: string): string {
  return key.replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u');
}
