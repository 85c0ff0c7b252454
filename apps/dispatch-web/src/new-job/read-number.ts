/** A number as people type it, `1.5`, `1,5` or `1'200`; null where nothing is typed, undefined where it is none. */
export function readNumber(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s'’]/g, '').replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : undefined;
}

/** The number without what a field would not show. */
export const writeNumber = (number: number): string => String(Number(number.toFixed(3)));
