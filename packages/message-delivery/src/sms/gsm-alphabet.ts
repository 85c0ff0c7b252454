/** GSM 03.38 (3GPP TS 23.038) default alphabet; the index is the septet. 0x1B leads into the extension table. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const ESCAPE = 0x1b;

const EXTENSION: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const septetsByCharacter = new Map<string, readonly number[]>([
  ...[...BASIC].flatMap((character, septet) => (septet === ESCAPE ? [] : [[character, [septet]] as const])),
  ...Object.entries(EXTENSION).map(([character, septet]) => [character, [ESCAPE, septet]] as const),
]);

/** The septets of one character, two when it is in the extension table, or undefined when the alphabet lacks it. */
export function gsmSeptets(character: string): readonly number[] | undefined {
  return septetsByCharacter.get(character);
}
