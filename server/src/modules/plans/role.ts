import type { Roads } from '@roundsman/road-network';
import type { Platform, Role } from '../../platform/index.ts';
import { runPlan } from './run-plan.ts';
import { createSearchThreads, usualSearchThreads } from './search-threads.ts';
import { RUN_PLAN_TASK } from './start-plan.ts';

/** Routing and Itinerary Optimization: runs plans, one after the other for each organisation. */
type WatchedRoads = Roads & { trouble(): string | null };

export function itineraryOptimiserRole(roadsOf: (platform: Platform) => Promise<WatchedRoads>): Role {
  return {
    name: 'itinerary-optimiser',
    label: 'Routing and Itinerary Optimization',
    async start(platform) {
      const roads = await roadsOf(platform);
      const { database, liveFeed, clock } = platform;
      const threads = createSearchThreads(platform.config.planThreads ?? usualSearchThreads());
      const log = platform.log.child({ role: 'itinerary-optimiser' });
      const runner = { database, roads, liveFeed, clock, threads, log };
      return {
        tasks: [
          {
            name: RUN_PLAN_TASK,
            run: ({ organisationId, planId }) => runPlan(runner, String(organisationId), String(planId)),
          },
        ],
        health: async () => {
          const trouble = roads.trouble();
          if (trouble)
            return { state: 'degraded', detail: `${trouble} Plans wait; ways that were asked for before are known.` };
          return roads.provider.approximate
            ? { state: 'degraded', detail: `Travel times are estimated: ${roads.provider.label}` }
            : { state: 'operational' };
        },
      };
    },
  };
}
