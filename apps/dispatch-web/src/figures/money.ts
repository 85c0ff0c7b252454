interface Money {
  amountMinor: number;
  currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay: 'code' });
    formats.set(currency, format);
  }
  return format;
}

/** Of an amount in this currency: 2 of CHF, none of JPY. */
export const decimalsOf = (currency: string): number => formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** 4123 for CHF 4,123.00: what a person types. */
export const majorOf = ({ amountMinor, currency }: Money): number => amountMinor / 10 ** decimalsOf(currency);

/** And back: minor units, rounded to whole ones. */
export const minorOf = (major: number, currency: string): number => Math.round(major * 10 ** decimalsOf(currency));

/** `4,123.00`: for columns whose head says the currency. */
export function amount({ amountMinor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  return majorOf({ amountMinor, currency }).toLocaleString('en-GB', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** `CHF 4,123.00`; the currency's own number of decimals. */
export function money({ amountMinor, currency }: Money): string {
  if (!/^[A-Z]{3}$/.test(currency)) return (amountMinor / 100).toFixed(2);
  return formatOf(currency).format(majorOf({ amountMinor, currency }));
}

/** `CHF 0.0079`: less than a cent is said whole, as SMS cost it. */
export function microMoney({ costMicros, currency }: { costMicros: number; currency: string }): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 };
  return `${currency} ${(costMicros / 1_000_000).toLocaleString('en-GB', digits)}`;
}

/** `+CHF 12.00`, `−CHF 4.50`. */
export function moneyDifference(difference: Money): string {
  const size = money({ ...difference, amountMinor: Math.abs(difference.amountMinor) });
  return difference.amountMinor === 0 ? size : `${difference.amountMinor > 0 ? '+' : '−'}${size}`;
}
