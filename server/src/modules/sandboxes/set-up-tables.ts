/**
 * What a twin has of its organisation, parents before children; of some columns nothing is taken along. Ids stay: they are
 * unique within an organisation only, so a program written against the one runs against the other with another key.
 */
export const COPIED: readonly (readonly [table: string, blank?: readonly string[]])[] = [
  ['branches', ['phone']],
  ['branch_hours'],
  ['branch_calendar_days'],
  ['carriers', ['email', 'phone']],
  ['locations'],
  ['location_hours'],
  ['skills'],
  ['vehicles'],
  ['vehicle_shifts'],
  ['vehicle_breaks'],
  ['vehicle_outages'],
  ['operators', ['phone']],
  ['operator_hours'],
  ['operator_calendar_days'],
  ['merchants', ['email', 'phone', 'logo_file_id']],
  ['reasons'],
  ['notification_rules'],
  ['message_templates'],
  ['message_limits'],
  ['geofences'],
  ['retention_settings'],
];

/** What outlives the emptying of a sandbox: who may use it, what is connected to it, and what was done in it by whom. */
export const KEPT: readonly string[] = [
  'members',
  'member_scopes',
  'member_email_changes',
  'member_tokens',
  'member_recovery_codes',
  'member_passkeys',
  'account_letters',
  'refresh_sessions',
  'access_tokens',
  'api_keys',
  'audit_entries',
  'webhook_endpoints',
  'event_counters',
  'reader_cursors',
];
