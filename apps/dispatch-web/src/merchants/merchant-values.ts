import type { BodyOf, Merchant, merchantEndpoints } from '@roundsman/api-contract';
import type { Faults } from '../forms/form-faults.ts';

/** A merchant as its form holds it. */
export interface MerchantValues {
  readonly name: string;
  readonly code: string;
  /** Empty: its name. */
  readonly senderName: string;
  /** Empty: the organisation's. */
  readonly accentColour: string;
  readonly email: string;
  readonly phone: string;
}

export type MerchantInput = Required<BodyOf<typeof merchantEndpoints.create>>;

/** The fields of the API that the form has a place for. */
export const MERCHANT_FIELDS = ['name', 'code', 'senderName', 'accentColour', 'email', 'phone'] as const;

export const merchantValues = (merchant: Merchant | null): MerchantValues => ({
  name: merchant?.name ?? '',
  code: merchant?.code ?? '',
  senderName: merchant && merchant.senderName !== merchant.name ? merchant.senderName : '',
  accentColour: merchant?.accentColour ?? '',
  email: merchant?.email ?? '',
  phone: merchant?.phone ?? '',
});

/** What the form says. `body` is null while a field is wrong; `faults` then says which. */
export function readMerchant(values: MerchantValues): { body: MerchantInput | null; faults: Faults } {
  const [name, code, email, colour] = [values.name, values.code, values.email, values.accentColour].map((text) =>
    text.trim(),
  ) as [string, string, string, string];
  const wrong: [field: (typeof MERCHANT_FIELDS)[number], isWrong: boolean, words: string][] = [
    ['name', name === '', 'What is it called?'],
    ['code', code === '', 'A few letters that uploads know it by.'],
    ['accentColour', colour !== '' && !/^#[0-9a-f]{6}$/i.test(colour), 'A colour as #23527c, or none.'],
    ['email', email !== '' && !email.includes('@'), 'This is no e-mail address.'],
  ];
  const faults = Object.fromEntries(wrong.flatMap(([field, isWrong, words]) => (isWrong ? [[field, words]] : [])));
  if (Object.keys(faults).length > 0) return { body: null, faults };
  const body: MerchantInput = {
    ...{ name, code },
    senderName: values.senderName.trim() || name,
    accentColour: colour || null,
    email: email || null,
    phone: values.phone.trim() || null,
  };
  return { body, faults };
}

const LONGEST_CODE = 16;

/** `MOBEL-FRICK` for Möbel Frick: a code that nobody has to think up. */
export const codeFor = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-')
    .slice(0, LONGEST_CODE)
    .replace(/^-|-$/g, '');
