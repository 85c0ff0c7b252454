import type { MemberRole } from '@roundsman/delivery-rules';

/** What a principal may be allowed to do. Roles grant sets of these; API keys hold them as scopes. */
export const PERMISSIONS = [
  'organisation:read',
  'organisation:write',
  'clock:write',
  'fleet:read',
  'fleet:write',
  'pairing:write',
  'jobs:read',
  'jobs:write',
  'imports:write',
  'plans:read',
  'plans:write',
  'itineraries:read',
  'itineraries:write',
  'messages:read',
  'messages:write',
  'webhooks:read',
  'webhooks:write',
  'api_keys:write',
  'members:write',
  'reports:read',
  'events:read',
  'audit:read',
  'personal_data:write',
  'incidents:publish',
  'sandbox:read',
  'sandbox:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What opens the organisation's own set-up: each write under one of these stands in the audit trail. */
export const ADMINISTRATIVE_PERMISSIONS: readonly Permission[] = [
  'organisation:write',
  'clock:write',
  'fleet:write',
  'pairing:write',
  'messages:write',
  'webhooks:write',
  'api_keys:write',
  'members:write',
  'personal_data:write',
  'incidents:publish',
  'sandbox:write',
];

/** Who reads the day does not read who administered what. */
const READS = PERMISSIONS.filter((permission) => permission.endsWith(':read') && permission !== 'audit:read');

/** The one table role – permissions. A merchant's rows are narrowed further to its own by the modules. */
export const ROLE_PERMISSIONS: Record<MemberRole, readonly Permission[]> = {
  administrator: PERMISSIONS,
  dispatcher: [
    ...READS,
    'clock:write',
    'pairing:write',
    'fleet:write',
    'jobs:write',
    'imports:write',
    'plans:write',
    'itineraries:write',
    'messages:write',
  ],
  warehouse: [
    'organisation:read',
    'fleet:read',
    'jobs:read',
    'itineraries:read',
    'events:read',
    'jobs:write',
    'sandbox:read',
  ],
  support: [
    'organisation:read',
    'fleet:read',
    'jobs:read',
    'itineraries:read',
    'messages:read',
    'messages:write',
    'events:read',
    'jobs:write',
    'sandbox:read',
  ],
  analyst: READS,
  merchant: ['organisation:read', 'jobs:read', 'jobs:write', 'imports:write'],
};
