import type { Roads } from '@roundsman/road-network';
import type { Platform, Role } from '../../platform/index.ts';
import { ClockAdvancer } from './advance-clocks.ts';
import { crewTimer } from './crews/drive-crew.ts';
import { RoadBook } from './crews/road-book.ts';
import { simulationReader } from './crews/simulations.ts';
import { RENEW_TASK, renewSandbox } from './twin.ts';

/** Makes twins, moves test clocks, and drives for crews that are not there. */
export function sandboxesRole(roadsOf: (platform: Platform) => Promise<Roads>): Role {
  return {
    name: 'sandboxes',
    label: 'Sandboxes',
    async start(platform) {
      const { database, doorbell, liveFeed, clock } = platform;
      const log = platform.log.child({ role: 'sandboxes' });
      const roads = new RoadBook(database, await roadsOf(platform), log);
      const advancer = new ClockAdvancer({ database, doorbell, liveFeed, log, clock });
      return {
        readers: [simulationReader],
        timers: [crewTimer({ liveFeed, roads, log })],
        tasks: [
          {
            name: RENEW_TASK,
            run: ({ liveId }) => renewSandbox(database, String(liveId), clock),
          },
        ],
        stop: () => advancer.stop(),
      };
    },
  };
}
