import { type AddressParts, countryCode } from '../../customers/index.ts';

const PLACE = /^(?:[a-z]{1,3}[-\s])?(\d{4,6})\s+(\D.*)$/i;
const STREET = /^(.*?\p{L}[\p{L}.)]*)[\s,]*(\d{1,4}\s?[a-z]?(?:\s?[-–/]\s?\d{1,4}\s?[a-z]?)?)$/iu;

/** "Gapont 11, 9495 Triesen, Liechtenstein" in its parts. What cannot be told apart stays together as the street. */
export function readAddressLine(line: string): AddressParts {
  const segments = line
    .split(/[,;\n]+/)
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');
  const last = segments.at(-1);
  const country = segments.length > 1 && last && countryCode(last) ? segments.pop()! : '';
  const [first = '', ...rest] = segments;
  const [, street = first, houseNumber = ''] = STREET.exec(first) ?? [];
  const place = rest.map((segment) => PLACE.exec(segment)).find((match) => match !== null);
  const postcode = place?.[1] ?? '';
  const others = place ? rest.filter((segment) => segment !== place[0]) : rest.slice(0, -1);
  const city = place?.[2] ?? rest.at(-1) ?? '';
  return { street: [street, ...others].join(', '), houseNumber, postcode, city, country };
}
