import type { Platform, Role } from '../../platform/index.ts';
import { notificationsReader } from './decide/follow-log.ts';
import { notificationTimers } from './timers.ts';

export const notificationsRole: Role = {
  name: 'notifications',
  label: 'Notifications',
  async start(platform) {
    const options = { trackerUrl: `${publicUrlOf(platform)}/track/` };
    return { readers: [notificationsReader(options)], timers: notificationTimers(options) };
  },
};

function publicUrlOf({ config }: Platform): string {
  return config.publicUrl ?? `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`;
}
