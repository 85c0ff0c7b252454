import type { Customer } from '@roundsman/api-contract';

/** `5 visits, 2 to come`. */
export function visitWords({ open, all }: Customer['visits']): string {
  const visits = `${all} ${all === 1 ? 'visit' : 'visits'}`;
  return open === 0 ? `${visits}, none to come` : `${visits}, ${open} to come`;
}
