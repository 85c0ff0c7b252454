import { isSupportedCountry, ParseError, parsePhoneNumberWithError } from 'libphonenumber-js/max';

export type PhoneNumberResult =
  | {
      readonly ok: true;
      /** `+4232345678`. */
      readonly e164: string;
      /** ISO 3166-1 alpha-2, where the number tells. */
      readonly country: string | undefined;
      /** False for numbers known to be a line in a wall: an SMS would be lost or read aloud. */
      readonly canReceiveSms: boolean;
    }
  | { readonly ok: false; readonly reason: 'not_a_number' | 'unknown_country_code' | 'wrong_length' | 'not_in_use' };

const REASONS: Readonly<Record<string, 'not_a_number' | 'unknown_country_code'>> = {
  NOT_A_NUMBER: 'not_a_number',
  INVALID_COUNTRY: 'unknown_country_code',
};

const RECEIVES_SMS = ['MOBILE', 'FIXED_LINE_OR_MOBILE', 'PERSONAL_NUMBER', 'VOIP'];

/**
 * A number as people write it, made E.164. `country` (ISO 3166-1 alpha-2) is where a number without `+` or `00` belongs.
 * Lines whose kind the number does not tell (as in North America) count as able to receive.
 */
export function normalisePhoneNumber(text: string, country: string): PhoneNumberResult {
  const region = country.toUpperCase();
  const number = parse(text.trim().replace(/^00/, '+'), region);
  if (typeof number === 'string') return { ok: false, reason: number };
  if (!number.isPossible()) return { ok: false, reason: 'wrong_length' };
  if (!number.isValid()) return { ok: false, reason: 'not_in_use' };
  const kind = number.getType();
  return {
    ok: true,
    e164: number.number,
    country: number.country,
    canReceiveSms: kind === undefined || RECEIVES_SMS.includes(kind),
  };
}

function parse(text: string, region: string) {
  try {
    return parsePhoneNumberWithError(text, {
      ...(isSupportedCountry(region) ? { defaultCountry: region } : {}),
      extract: false,
    });
  } catch (error) {
    if (error instanceof ParseError) return REASONS[error.message] ?? 'wrong_length';
    throw error;
  }
}

/** ISO 3166-1 alpha-2 of a number in E.164, where it tells. */
export function countryOfNumber(e164: string): string | undefined {
  const number = parse(e164, '');
  return typeof number === 'string' ? undefined : number.country;
}
