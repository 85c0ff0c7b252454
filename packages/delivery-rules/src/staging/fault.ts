import type { FaultSeverity } from '../vocabulary/jobs.ts';

/** Every fault that staging knows. Counters above the sheet and filters go by these codes. */
export const FAULT_CODES = [
  'name_missing',
  'contact_missing',
  'phone_invalid',
  'email_invalid',
  'address_missing',
  'address_not_found',
  'address_uncertain',
  'service_date_invalid',
  'service_date_past',
  'service_date_closed',
  'window_invalid',
  'window_not_that_day',
  'window_past',
  'window_too_short',
  'actions_missing',
  'quantity_invalid',
  'description_missing',
  'too_big',
  'skill_unknown',
  'too_many_operators',
  'reference_taken',
  'suspected_duplicate',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export interface Fault {
  /** `address`, `windows.0`, `contact.phone`, `actions.2.quantity`: the cell it is shown in. */
  readonly field: string;
  readonly code: FaultCode;
  readonly message: string;
  readonly remedy: string;
  readonly severity: FaultSeverity;
}

export const error = (field: string, code: FaultCode, message: string, remedy: string): Fault => ({
  field,
  code,
  message,
  remedy,
  severity: 'error',
});

export const warning = (field: string, code: FaultCode, message: string, remedy: string): Fault => ({
  ...error(field, code, message, remedy),
  severity: 'warning',
});

/** Warnings ask for a look; only errors keep a job in staging. */
export const isReleasable = (faults: readonly Fault[]): boolean =>
  faults.every((fault) => fault.severity === 'warning');
