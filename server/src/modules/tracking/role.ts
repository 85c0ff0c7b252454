import type { Roads } from '@roundsman/road-network';
import type { Platform, Role } from '../../platform/index.ts';
import { EtaKeeper } from './eta-keeper.ts';

/** Keeps ETAs: a reader of the log and a look at everything under way every few seconds. */
export function trackingRole(roadsOf: (platform: Platform) => Promise<Roads>): Role {
  return {
    name: 'tracking',
    label: 'Tracking',
    async start(platform) {
      const { database, liveFeed } = platform;
      const keeper = new EtaKeeper(
        { database, liveFeed, roads: await roadsOf(platform), paces: new Map() },
        platform.log.child({ role: 'tracking' }),
      );
      return { readers: [keeper.reader], stop: () => keeper.stop() };
    },
  };
}
