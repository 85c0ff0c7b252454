/** For the accuracy test: how people really misspell addresses, with a seed so that a failure can be looked at again. */

const NEIGHBOUR_KEYS: Record<string, string> = {
  a: 'sq',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  r: 'et',
  s: 'ad',
  t: 'rz',
  u: 'zi',
  v: 'cb',
  w: 'qe',
  z: 'tu',
};

export type Random = () => number;

/** Mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A letter lost, doubled, swapped with the next, or the key beside it: anywhere but at the very beginning. */
export function slip(text: string, random: Random): string {
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 1));
  const how = Math.floor(random() * 4);
  if (how === 0) return text.slice(0, at) + text.slice(at + 1);
  if (how === 1) return text.slice(0, at) + (text[at] ?? '') + text.slice(at);
  if (how === 2) return at < text.length - 1 ? text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2) : text;
  const keys = NEIGHBOUR_KEYS[(text[at] ?? '').toLowerCase()];
  return keys ? text.slice(0, at) + keys[Math.floor(random() * keys.length)] + text.slice(at + 1) : text;
}

/** Nearly half are slips; the others abbreviate, do without umlauts, or use another case. */
export function misspeltStreet(street: string, random: Random): string {
  const how = random();
  const pick = (choices: readonly string[]) => choices[Math.floor(random() * choices.length)]!;
  if (how < 0.45) return slip(street, random);
  if (how < 0.65) return street.replace(/strasse$/i, pick(['str.', 'str', 'straße', 'strase', ' Strasse']));
  if (how < 0.8) {
    return street
      .replace(/ä/g, pick(['ae', 'a']))
      .replace(/ö/g, pick(['oe', 'o']))
      .replace(/ü/g, pick(['ue', 'u']));
  }
  return how < 0.9 ? street.toUpperCase() : street.toLowerCase().replaceAll('-', ' ');
}
