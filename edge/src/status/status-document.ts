import type {
  ComponentState,
  StatusComponent,
  StatusDocument,
  StatusIncident,
  SubscribeChannel,
} from '@roundsman/api-contract';
import type { Component, ComponentGroup } from '../components.ts';
import {
  comingMaintenances,
  openIncidents,
  pastMaintenances,
  resolvedIncidents,
  type Said,
  whatWasSaid,
} from '../incidents/index.ts';
import type { Records } from '../probes/index.ts';
import type { Store } from '../store/index.ts';
import { componentState, uptimeShare } from './component-state.ts';
import { dayRecords, firstDayMs } from './day-records.ts';

export const daysShown = 90;

export interface StatusSource {
  store: Store;
  records: Records;
  groups: readonly ComponentGroup[];
  page: { name: string; url: string };
  /** Ways in which people can be told. */
  channels: readonly SubscribeChannel[];
  staleAfterSeconds: number;
}

/** Everything the public may know, at this moment. */
export function statusDocument(source: StatusSource, now: Date): StatusDocument {
  const { store, groups } = source;
  const fromMs = firstDayMs(now, daysShown);
  const said = Map.groupBy(whatWasSaid(store, fromMs), (one) => one.componentId);
  const shown = groups.map((group) => ({
    id: group.id,
    name: group.name,
    components: group.components.map((component) =>
      showComponent(source, component, said.get(component.id) ?? [], now),
    ),
  }));
  const open = openIncidents(store);
  return {
    version: 1,
    generatedAt: now.toISOString(),
    staleAfterSeconds: source.staleAfterSeconds,
    page: source.page,
    subscribe: [...source.channels],
    overall: overall(
      shown.flatMap((group) => group.components),
      open,
    ),
    firstDay: new Date(fromMs).toISOString().slice(0, 10),
    groups: shown,
    openIncidents: open,
    maintenances: comingMaintenances(store),
    history: resolvedIncidents(store),
    pastMaintenances: pastMaintenances(store),
  };
}

function showComponent(source: StatusSource, component: Component, said: readonly Said[], now: Date): StatusComponent {
  const { records } = source;
  const judged = records.current(component.id, now);
  const open = said.filter((one) => one.toMs === null);
  const state = componentState(judged?.level ?? null, open);
  const days = dayRecords(records.spans(component.id, firstDayMs(now, daysShown), now.getTime()), said, now, daysShown);
  // What began last made it what it is: a word of people, or the probes' own judgement.
  const sinceMs = Math.max(judged?.sinceMs ?? 0, ...open.map((one) => one.fromMs));
  return {
    id: component.id,
    name: component.name,
    state,
    since: state === 'unknown' ? null : new Date(sinceMs).toISOString(),
    detail: state === 'operational' || state === 'unknown' ? null : (judged?.detail ?? null),
    uptime: uptimeShare(days),
    days,
  };
}

const badness: Record<ComponentState, number> = {
  operational: 0,
  under_maintenance: 1,
  unknown: 2,
  degraded: 3,
  partial_outage: 4,
  major_outage: 5,
};

/** One sentence for the top of the page. Never all well with an open incident. */
export function overall(
  components: readonly Pick<StatusComponent, 'state' | 'name'>[],
  open: readonly StatusIncident[],
): StatusDocument['overall'] {
  const worst = components.reduce<ComponentState>(
    (known, { state }) => (badness[state] > badness[known] ? state : known),
    'operational',
  );
  const touched = components.filter(({ state }) => state === worst);
  const all = touched.length === components.length;
  const names =
    touched.length <= 2 ? touched.map(({ name }) => name).join(' and ') : `${all ? 'All' : touched.length} components`;
  const verb = touched.length === 1 ? 'is' : 'are';
  if (worst === 'operational' && open.length > 0) return { state: 'incident', sentence: `Open: ${open[0]?.title}` };
  const sentences: Record<ComponentState, string> = {
    operational: 'Everything works',
    under_maintenance: `${names} ${verb} under maintenance`,
    unknown: all ? 'Nothing is known right now' : `Nothing is known of ${names} right now`,
    degraded: `${names} ${verb} slower or less reliable than usual`,
    partial_outage: `${names} ${touched.length === 1 ? 'works' : 'work'} only in part`,
    major_outage: all ? 'Nothing works right now' : `${names} ${touched.length === 1 ? 'does' : 'do'} not work`,
  };
  return { state: worst, sentence: sentences[worst] };
}
