import { isEmailAddress } from '@roundsman/message-delivery';
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * E.164, or null when it cannot be a number. `country` (ISO 3166-1 alpha-2) is where a number without `+` belongs. A
 * possible number is taken: numbering plans grow faster than any list of them, and sending finds out the rest.
 */
export function normalisedPhone(text: string | null, country: string | null): string | null {
  const given = (text ?? '').trim().replace(/^00/, '+');
  if (given === '') return null;
  const region = country?.toUpperCase() ?? '';
  const number = parsePhoneNumberFromString(given, {
    ...(isSupportedCountry(region) ? { defaultCountry: region } : {}),
    extract: false,
  });
  return number?.isPossible() ? number.number : null;
}

/** Lower case, or null when it is no address. */
export function normalisedEmail(text: string | null): string | null {
  const given = (text ?? '').trim();
  return given !== '' && isEmailAddress(given) ? given.toLowerCase() : null;
}

/** `079 123 45 67` finds `+41791234567`: the trunk's zero and whatever is no digit are left aside. */
export const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^0+/, '');
