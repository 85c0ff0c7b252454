import type { InputFault } from '../plan.ts';

/** More would not help anybody. */
const MOST_FAULTS = 100;

export class FaultList {
  readonly faults: InputFault[] = [];

  add(field: string, code: InputFault['code'], message: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push({ field, code, message });
  }

  /** A field that must be there, whatever its type says of input that nobody has looked at yet. */
  integer(field: string, value: number, least = 0, most = Number.MAX_SAFE_INTEGER): void {
    if (value === undefined) this.add(field, 'missing', `${field} is missing; it must be a whole number.`);
    else if (!Number.isFinite(value))
      this.add(field, 'not_finite', `${field} is ${value}; it must be a finite whole number.`);
    else if (!Number.isInteger(value))
      this.add(field, 'not_integer', `${field} is ${value}; it must be a whole number.`);
    else this.range(field, value, least, most);
  }

  /** The same for one that may be left out. */
  optionalInteger(field: string, value: number | undefined, least?: number, most?: number): void {
    if (value !== undefined) this.integer(field, value, least, most);
  }

  finite(field: string, value: number, least = 0, most = Number.MAX_SAFE_INTEGER): void {
    if (value === undefined) this.add(field, 'missing', `${field} is missing; it must be a number.`);
    else if (!Number.isFinite(value))
      this.add(field, 'not_finite', `${field} is ${value}; it must be a finite number.`);
    else this.range(field, value, least, most);
  }

  optionalFinite(field: string, value: number | undefined, least?: number, most?: number): void {
    if (value !== undefined) this.finite(field, value, least, most);
  }

  private range(field: string, value: number, least: number, most: number): void {
    if (value < 0 && least >= 0) this.add(field, 'negative', `${field} is ${value}; it must not be negative.`);
    else if (value < least || value > most) {
      this.add(field, 'out_of_range', `${field} is ${value}; it must be from ${least} to ${most}.`);
    }
  }
}
