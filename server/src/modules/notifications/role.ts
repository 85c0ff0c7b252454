import type { Platform, Role } from '../../platform/index.ts';
import { notificationsReader } from './decide/follow-log.ts';
import type { DecideOptions } from './decide/options.ts';
import {
  createKeepingPushProvider,
  createWebPushProvider,
  pushTasks,
  receiveSeen,
  SEEN_PATH,
  seenTokensOf,
  vapidKeysOf,
} from './push/index.ts';
import { notificationTimers } from './timers.ts';

/** The installation's key towards push services: made at the first start, and kept. */
const PUSH_SECRET = 'web-push';
/** Seals the addresses at which browsers tell that they have shown a push. */
const SEEN_SECRET = 'push-seen';

/** What browsers are told before they allow push. */
export async function pushPublicKey({ secret }: Pick<Platform, 'secret'>): Promise<string> {
  return vapidKeysOf(await secret(PUSH_SECRET)).publicKey;
}

/** Decides who must be told, and hands push over; links in messages begin with the public URL. */
export function notificationsRole(publicUrlOf: (config: Platform['config']) => string): Role {
  return {
    name: 'notifications',
    label: 'Notifications',
    async start({ config, database, secret, http, metrics }) {
      const publicUrl = publicUrlOf(config);
      metrics.componentTraffic.offer('notifications');
      const options: DecideOptions = {
        ...decideOptions(publicUrl, config.smsFrom),
        onWritten: (organisationId, times) => metrics.componentTraffic.add('notifications', organisationId, { times }),
      };
      const contact = publicUrl.startsWith('https:') ? publicUrl : `mailto:${config.emailFrom ?? 'push@localhost'}`;
      const live = createWebPushProvider(vapidKeysOf(await secret(PUSH_SECRET)), contact);
      const providers = { live, sandbox: createKeepingPushProvider() };
      const seen = seenTokensOf(await secret(SEEN_SECRET));
      receiveSeen({ http, database }, seen);
      const seenUrlOf = (...named: Parameters<typeof seen.write>) => `${publicUrl}${SEEN_PATH}${seen.write(...named)}`;
      return {
        readers: [notificationsReader(options)],
        timers: notificationTimers(options),
        tasks: pushTasks({ database, random: Math.random }, providers, seenUrlOf),
      };
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
