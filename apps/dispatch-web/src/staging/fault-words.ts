/** Names of faults for the counters; a code not known here reads as itself. */
const names: Record<string, string> = {
  row_malformed: 'Line unreadable',
  name_missing: 'Name missing',
  contact_missing: 'No phone, no e-mail',
  phone_invalid: 'Phone wrong',
  email_invalid: 'E-mail wrong',
  address_missing: 'Address missing',
  address_not_found: 'Address not found',
  address_uncertain: 'Address uncertain',
  service_date_invalid: 'Date wrong',
  service_date_past: 'Date passed',
  service_date_closed: 'Closed that day',
  window_invalid: 'Window wrong',
  window_not_that_day: 'Window not that day',
  window_past: 'Window passed',
  window_too_short: 'Window short',
  actions_missing: 'Nothing to do',
  quantity_invalid: 'Quantity wrong',
  description_missing: 'Not said what',
  too_big: 'Too big',
  skill_unknown: 'Skill unknown',
  too_many_operators: 'Too many people',
  reference_taken: 'Reference taken',
  suspected_duplicate: 'Perhaps a duplicate',
};

export function faultName(code: string): string {
  return names[code] ?? code.replaceAll('_', ' ');
}
