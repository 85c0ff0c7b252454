/** An address as it is typed into one field. */
interface Typed {
  street: string;
  houseNumber: string;
  postcode: string;
  city: string;
}

/**
 * `Landstrasse 12a, 9490 Vaduz` in its parts. What stands behind the first comma is taken for postcode and place only
 * where these are not typed into fields of their own.
 */
export function readStreet(text: string, typed: { postcode: string; city: string }): Typed {
  const postcode = typed.postcode.trim();
  const city = typed.city.trim();
  const [line = '', ...rest] = text.split(',');
  const isSplit = postcode === '' && city === '' && rest.length > 0;
  const place = isSplit ? readPlace(rest.join(',').trim()) : { postcode, city };
  return { ...readNumbered((isSplit ? line : text).trim()), ...place };
}

/** The number stands last and begins with a digit: `12`, `12a`, `12-14`, `12 a`. */
function readNumbered(line: string): Pick<Typed, 'street' | 'houseNumber'> {
  const match = /^(.*\p{L}.*?)\s+(\d[\d\p{L}/-]*(?:\s\p{L})?)$/u.exec(line);
  return match ? { street: match[1]!.trim(), houseNumber: match[2]! } : { street: line, houseNumber: '' };
}

function readPlace(text: string): Pick<Typed, 'postcode' | 'city'> {
  const match = /^((?=[^\s]*\d)[\dA-Z-]+)\s+(.*)$/i.exec(text);
  return match ? { postcode: match[1]!, city: match[2]!.trim() } : { postcode: '', city: text };
}

export const writeStreet = ({ street, houseNumber }: { street: string; houseNumber: string }): string =>
  [street, houseNumber].filter(Boolean).join(' ');
