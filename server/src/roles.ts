import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { notificationsRole } from './modules/notifications/index.ts';
import { outboundEmailRole } from './modules/outbound-email/index.ts';
import { outboundSmsRole } from './modules/outbound-sms/index.ts';
import { itineraryOptimiserRole } from './modules/plans/index.ts';
import { sandboxesRole } from './modules/sandboxes/index.ts';
import { serviceLevelsRole } from './modules/service-levels/index.ts';
import { trackingRole } from './modules/tracking/index.ts';
import { webhooksRole } from './modules/webhooks/index.ts';
import { operatorApiRole } from './operator-api/index.ts';
import { serveWebApp } from './platform/http/index.ts';
import type { Role } from './platform/index.ts';
import { publicApiRole } from './public-api/index.ts';
import { publicUrlOf } from './public-url.ts';
import { roadsOf } from './roads.ts';
import { trackerApiRole } from './tracker-api/index.ts';

const project = join(import.meta.dirname, '..', '..');

/**
 * The whole system on one screen. A role's name is its folder, its log field, its metric label and its component of
 * the status page; `ROLES` names those that a process runs. They start in this order and stop in the reverse.
 */
export const roles: readonly Role[] = [
  itineraryOptimiserRole(roadsOf),
  trackingRole(roadsOf),
  notificationsRole(publicUrlOf),
  outboundEmailRole(publicUrlOf),
  outboundSmsRole,
  webhooksRole,
  serviceLevelsRole,
  sandboxesRole(roadsOf),
  publicApiRole,
  operatorApiRole,
  trackerApiRole,
  webApp('customer-tracker', 'Customer Tracker', '/track/'),
  webApp('operator-app', 'Operator App', '/operator/'),
  webApp('dispatch-web', 'Dispatch Web Platform', '/'),
];

function webApp(name: string, label: string, prefix: string): Role {
  const folder = join(project, 'apps', name, 'dist');
  return {
    name,
    label,
    async start({ http }) {
      await serveWebApp(http.app, { prefix, folder, label });
      return {
        health: async () =>
          existsSync(join(folder, 'index.html'))
            ? { state: 'operational' }
            : { state: 'major_outage', detail: 'it has not been built' },
      };
    },
  };
}
