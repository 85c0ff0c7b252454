/** No 0, O, 1, I, L or U: nothing that is misread, misheard or spells a word. 30 letters, 30⁶ ≈ 729 million codes. */
export const SHORT_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;
const LARGEST_FAIR_BYTE = 256 - (256 % SHORT_CODE_ALPHABET.length);

export const SHORT_CODE_PREFIXES = {
  job: 'J',
  itinerary: 'R',
  plan: 'P',
  import: 'I',
  claim: 'C',
} as const;
export type ShortCodeThing = keyof typeof SHORT_CODE_PREFIXES;

/** `J-7K2M9Q` from random bytes handed in; the caller tries again when the organisation has that code already. */
export function makeShortCode(thing: ShortCodeThing, randomBytes: (count: number) => Uint8Array): string {
  let letters = '';
  for (let round = 0; round < 64 && letters.length < LENGTH; round++) {
    for (const byte of randomBytes(LENGTH * 2)) {
      if (byte >= LARGEST_FAIR_BYTE || letters.length === LENGTH) continue;
      letters += SHORT_CODE_ALPHABET[byte % SHORT_CODE_ALPHABET.length];
    }
  }
  if (letters.length < LENGTH) throw new RangeError('The source of random bytes gives nothing but large ones');
  return `${SHORT_CODE_PREFIXES[thing]}-${letters}`;
}

/** What somebody typed or said, as the code it can only mean (` j 7k2m9q` → `J-7K2M9Q`); null when it is none. */
export function readShortCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s\-–_.]/g, '');
  const prefix = letters.slice(0, -LENGTH);
  const rest = letters.slice(-LENGTH);
  const known = Object.values(SHORT_CODE_PREFIXES).some((one) => one === prefix);
  return known && [...rest].every((letter) => SHORT_CODE_ALPHABET.includes(letter)) ? `${prefix}-${rest}` : null;
}
