import type { Platform, Role } from '../../platform/index.ts';
import { notificationsReader } from './decide/follow-log.ts';
import type { DecideOptions } from './decide/options.ts';
import { notificationTimers } from './timers.ts';

/** Decides who must be told; links in messages begin with the public URL. */
export function notificationsRole(publicUrlOf: (config: Platform['config']) => string): Role {
  return {
    name: 'notifications',
    label: 'Notifications',
    async start({ config }) {
      const options = decideOptions(publicUrlOf(config), config.smsFrom);
      return { readers: [notificationsReader(options)], timers: notificationTimers(options) };
    },
  };
}

export function decideOptions(publicUrl: string, smsFrom: string | null): DecideOptions {
  return {
    trackerUrl: `${publicUrl}/track/`,
    trackerApiUrl: `${publicUrl}/tracker-api/`,
    deskJobUrl: `${publicUrl}/jobs?job=`,
    repliesReachUs: smsFrom !== null && /^\+?\d+$/.test(smsFrom),
  };
}
