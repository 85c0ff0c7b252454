import { NumberInput } from '@mantine/core';
import { decimalsOf } from '../figures/money.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import type { Typed } from './typed-numbers.ts';

interface NumberFieldProps {
  label: string;
  description?: string;
  /** What an empty field means. */
  placeholder?: string;
  error?: string | null;
  min?: number;
  max: number;
  /** Digits after the point; whole numbers unless said. */
  decimals?: number;
  /** All of them are shown: 0.60. */
  fixed?: boolean;
  value: Typed;
  onChange: (value: Typed) => void;
}

export function NumberField({ min = 0, decimals = 0, fixed = false, error = null, ...rest }: NumberFieldProps) {
  return (
    <NumberInput
      {...rest}
      min={min}
      decimalScale={decimals}
      fixedDecimalScale={fixed}
      allowDecimal={decimals > 0}
      allowNegative={false}
      thousandSeparator=","
      hideControls
      error={error}
    />
  );
}

const MOST_MONEY = 100_000;
const MOST_MINOR = MOST_MONEY * 100;

/** An amount in the organisation's currency, which the label says. */
export function MoneyField({ label, ...rest }: Omit<NumberFieldProps, 'max' | 'min' | 'decimals' | 'fixed'>) {
  const { currency } = useOrganisation().organisation;
  const decimals = decimalsOf(currency);
  return (
    <NumberField
      {...rest}
      label={`${label}, ${currency}`}
      max={MOST_MINOR / 10 ** decimals}
      decimals={decimals}
      fixed
    />
  );
}
