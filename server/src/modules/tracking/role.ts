import type { Roads } from '@roundsman/road-network';
import type { Platform, Role } from '../../platform/index.ts';
import { EtaKeeper } from './eta-keeper.ts';
import { drivenReader } from './measure-driven.ts';

/** Keeps ETAs: a reader of the log and a look at everything under way every few seconds. */
export function trackingRole(roadsOf: (platform: Platform) => Promise<Roads>): Role {
  return {
    name: 'tracking',
    label: 'Tracking',
    async start(platform) {
      const { database, liveFeed } = platform;
      const log = platform.log.child({ role: 'tracking' });
      const roads = await roadsOf(platform);
      const keeper = new EtaKeeper({ database, liveFeed, roads, paces: new Map() }, log);
      return { readers: [keeper.reader, drivenReader({ database, roads }, log)], stop: () => keeper.stop() };
    },
  };
}
