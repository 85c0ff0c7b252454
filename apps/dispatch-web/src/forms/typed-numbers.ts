import { majorOf, minorOf } from '../figures/money.ts';

/** What a field for a number holds; '' while nothing stands in it. */
export type Typed = number | string;

/** The API's smallest units in one of what people type. */
export const GRAMS_A_KILOGRAM = 1000;
export const GRAMS_A_TONNE = 1_000_000;
export const LITRES_A_CUBIC_METER = 1000;
export const CENTIMETERS_A_METER = 100;
export const SECONDS_A_MINUTE = 60;
export const SECONDS_AN_HOUR = 3600;

export const isEmpty = (typed: Typed): boolean => typed === '' || !Number.isFinite(Number(typed));

/** In whole small units; null when nothing is typed. */
export const readScaled = (typed: Typed, unitsInOne: number): number | null =>
  isEmpty(typed) ? null : Math.round(Number(typed) * unitsInOne);

/** What stands in the field for so many small units; null is an empty field. */
export const typedOf = (units: number | null | undefined, unitsInOne = 1): Typed =>
  units === null || units === undefined ? '' : units / unitsInOne;

/** In minor units of the currency; null when nothing is typed. */
export const readMoney = (typed: Typed, currency: string): number | null =>
  isEmpty(typed) ? null : minorOf(Number(typed), currency);

export const typedMoney = (amountMinor: number | null | undefined, currency: string): Typed =>
  amountMinor === null || amountMinor === undefined ? '' : majorOf({ amountMinor, currency });
