import type { KeyObject } from 'node:crypto';
import type { Logger } from 'pino';
import type { EdgeClock } from './clock.ts';
import { allComponents, type ComponentGroup, carriedByEdges, edgeComponentId } from './components.ts';
import type { EdgeConfig } from './config.ts';
import {
  type ComponentWatch,
  type Drafts,
  type EdgeTrouble,
  openComponentWatch,
  openDrafts,
  openEdgeTrouble,
} from './drafts/index.ts';
import {
  type Fleet,
  type HandDrains,
  openFleet,
  openHandDrains,
  openTrafficCounts,
  placesOf,
  type TrafficCounts,
} from './fleet/index.ts';
import type { IncidentDesk } from './incidents/index.ts';
import type { Records } from './probes/index.ts';
import { openPort } from './steering/index.ts';
import type { Store } from './store/index.ts';
import { openCalendar, openRequestCounts, openTrafficWatcher, type TrafficWatcher } from './traffic/index.ts';

/** What finds out that something is wrong, moves traffic, and writes the drafts about it. */
export interface Monitor {
  readonly fleet: Fleet;
  readonly handDrains: HandDrains;
  readonly drafts: Drafts;
  readonly watch: ComponentWatch;
  readonly trouble: EdgeTrouble;
  /** Of the platform's own figures. */
  readonly watcher: TrafficWatcher;
  /** Over each edge. */
  readonly traffic: TrafficCounts;
  /** That look at the edges from here. */
  readonly places: ReturnType<typeof placesOf>;
}

export interface MonitorParts {
  readonly config: EdgeConfig;
  readonly store: Store;
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly records: Records;
  readonly groups: readonly ComponentGroup[];
  readonly desk: IncidentDesk;
  /** Signs the list of edges. */
  readonly manifestKey: KeyObject;
  /** Milliseconds between two looks of one place at one edge. */
  readonly lookEveryMilliseconds: number;
  nameOf(componentId: string): string;
  isActing(): boolean;
}

/** Opens all of it and warns of places that are too few; nothing looks or moves before it is called. */
export function openMonitor(parts: MonitorParts): Monitor {
  const { config, store, clock, log, records, groups, desk, nameOf } = parts;
  const traffic = openTrafficCounts(store);
  const counts = openRequestCounts(store);
  const afterMs = config.outageAfterSeconds * 1000;
  const watcher = openTrafficWatcher({
    clock,
    log,
    counts,
    sources: config.metricsUrls.map((url) => ({ url, token: config.metricsToken })),
    calendar: openCalendar(config.trafficZone, config.trafficHolidays),
    onJudged: (views) => {
      if (parts.isActing()) drafts.aboutTraffic(views);
    },
  });
  const watch = openComponentWatch({
    store,
    clock,
    records,
    components: allComponents(groups),
    edgeIds: config.edges.map(edgeComponentId),
    afterMs,
  });
  const trouble = openEdgeTrouble({ store, clock, afterMs, fleet: () => fleet.view() });
  const drafts = openDrafts({
    store,
    clock,
    desk,
    isAutomatic: config.incidentPublishing === 'automatic',
    carried: carriedByEdges(groups).map(({ id }) => id),
    watch,
    trouble,
    traffic,
    counts,
    edges: () => fleet.view().edges,
    views: () => watcher.view(),
    nameOf,
  });
  const places = placesOf(config.programName, config.probeFrom);
  warnOfOnePlace(parts, places);
  const looksPerSecond = (places.length * config.edges.length * 1000) / parts.lookEveryMilliseconds;
  const fleet: Fleet = openFleet({
    store,
    clock,
    log,
    edges: config.edges,
    manifestKey: parts.manifestKey,
    ports: config.steeringPorts.map((settings) => openPort(settings, clock)),
    places: places.length,
    traffic,
    isAutomatic: config.steering === 'automatic',
    falseAlarmsPerMonth: config.falseAlarmsPerMonth,
    requestsPerSecond: config.requestsPerSecond + looksPerSecond,
    onChange: drafts.about,
  });
  const handDrains = openHandDrains({ store, clock, fleet, desk, traffic, nameOf });
  return { fleet, handDrains, drafts, watch, trouble, watcher, traffic, places };
}

function warnOfOnePlace({ config, log }: MonitorParts, places: Monitor['places']): void {
  if (config.edges.length < 2 || places.length !== 1) return;
  log.warn(
    { place: places[0]?.network },
    config.natsUrl === null
      ? 'one place alone looks at the edges, and its word is never enough to move traffic by: PROBE_FROM names more, NATS_URL joins edge programs'
      : 'this program looks at the edges from one place: it takes another program, or PROBE_FROM, to move traffic by what probes see',
  );
}
