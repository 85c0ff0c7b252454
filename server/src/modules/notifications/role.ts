import type { Platform, Role } from '../../platform/index.ts';
import { notificationsReader } from './decide/follow-log.ts';
import { notificationTimers } from './timers.ts';

/** Decides who must be told; links in messages begin with the public URL. */
export function notificationsRole(publicUrlOf: (config: Platform['config']) => string): Role {
  return {
    name: 'notifications',
    label: 'Notifications',
    async start({ config }) {
      const options = { trackerUrl: `${publicUrlOf(config)}/track/` };
      return { readers: [notificationsReader(options)], timers: notificationTimers(options) };
    },
  };
}
