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

/** `CHF 4,123.00`; the currency's own number of decimals. */
export function money({ amountMinor, currency }: Money): string {
  if (!/^[A-Z]{3}$/.test(currency)) return (amountMinor / 100).toFixed(2);
  const format = formatOf(currency);
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** decimals);
}

/** `+CHF 12.00`, `−CHF 4.50`. */
export function moneyDifference(difference: Money): string {
  const size = money({ ...difference, amountMinor: Math.abs(difference.amountMinor) });
  return difference.amountMinor === 0 ? size : `${difference.amountMinor > 0 ? '+' : '−'}${size}`;
}
