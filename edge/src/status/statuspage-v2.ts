import type {
  ComponentState,
  StatusComponent,
  StatusDocument,
  StatusIncident,
  StatusMaintenance,
  StatusUpdate,
} from '@roundsman/api-contract';

/** The same facts in the shape of Statuspage's public API v2, which the usual status clients read. */

const statusOf: Record<ComponentState, string> = {
  operational: 'operational',
  degraded: 'degraded_performance',
  partial_outage: 'partial_outage',
  major_outage: 'major_outage',
  under_maintenance: 'under_maintenance',
  // There is no word for it there; any but operational keeps us honest.
  unknown: 'degraded_performance',
};

const indicatorOf: Record<StatusDocument['overall']['state'], string> = {
  operational: 'none',
  incident: 'minor',
  degraded: 'minor',
  unknown: 'minor',
  partial_outage: 'major',
  major_outage: 'critical',
  under_maintenance: 'maintenance',
};

const impactOf = { degraded: 'minor', partial_outage: 'major', major_outage: 'critical' } as const;
const impactOrder = ['none', 'minor', 'major', 'critical'];

/** Path below `api/v2/` → document. */
export function statuspageDocuments(document: StatusDocument): Record<string, unknown> {
  const page = {
    id: 'roundsman',
    name: document.page.name,
    url: document.page.url,
    time_zone: 'Etc/UTC',
    updated_at: document.generatedAt,
  };
  const status = { indicator: indicatorOf[document.overall.state], description: document.overall.sentence };
  const components = showComponents(document);
  const open = document.openIncidents.map((incident) => showIncident(document, incident));
  const resolved = document.history.filter((incident) => !incident.example);
  const maintenances = document.maintenances.map((maintenance) => showMaintenance(document, maintenance));
  return {
    'summary.json': { page, components, incidents: open, scheduled_maintenances: maintenances, status },
    'status.json': { page, status },
    'components.json': { page, components },
    'incidents.json': {
      page,
      incidents: [...open, ...resolved.map((incident) => showIncident(document, incident))],
    },
    'incidents/unresolved.json': { page, incidents: open },
    'scheduled-maintenances.json': {
      page,
      scheduled_maintenances: [
        ...maintenances,
        ...document.pastMaintenances.map((maintenance) => showMaintenance(document, maintenance)),
      ],
    },
    'scheduled-maintenances/upcoming.json': {
      page,
      scheduled_maintenances: maintenances.filter((one) => one.status === 'scheduled'),
    },
    'scheduled-maintenances/active.json': {
      page,
      scheduled_maintenances: maintenances.filter((one) => one.status !== 'scheduled'),
    },
  };
}

function showComponents(document: StatusDocument) {
  const one = {
    description: null,
    showcase: true,
    page_id: 'roundsman',
    only_show_if_degraded: false,
    start_date: null,
  };
  return document.groups.flatMap((group, at) => [
    {
      ...one,
      id: group.id,
      name: group.name,
      status: statusOf[worstOf(group.components.map((component) => component.state))],
      position: at + 1,
      group_id: null,
      group: true,
      components: group.components.map((component) => component.id),
      created_at: group.components.map((component) => firstSeen(document, component)).sort()[0] ?? document.generatedAt,
      updated_at: document.generatedAt,
    },
    ...group.components.map((component, position) => ({
      ...one,
      id: component.id,
      name: component.name,
      status: statusOf[component.state],
      position: position + 1,
      group_id: group.id,
      group: false,
      created_at: firstSeen(document, component),
      updated_at: component.since ?? document.generatedAt,
    })),
  ]);
}

const DAY_MS = 86_400_000;

/** Nobody made a component on a day: it is known since the first day on record. */
function firstSeen({ firstDay, generatedAt }: StatusDocument, { days }: StatusComponent): string {
  const day = days.findIndex((one) => one !== null);
  return day === -1 ? generatedAt : new Date(Date.parse(firstDay) + day * DAY_MS).toISOString();
}

function worstOf(states: readonly ComponentState[]): ComponentState {
  const order: ComponentState[] = [
    'operational',
    'under_maintenance',
    'unknown',
    'degraded',
    'partial_outage',
    'major_outage',
  ];
  return states.reduce((worst, state) => (order.indexOf(state) > order.indexOf(worst) ? state : worst), 'operational');
}

function showIncident(document: StatusDocument, incident: StatusIncident) {
  const impact = incident.affected
    .map((one) => impactOf[one.impact] as string)
    .reduce((worst, one) => (impactOrder.indexOf(one) > impactOrder.indexOf(worst) ? one : worst), 'none');
  const monitoring = incident.updates.find((update) => update.state === 'monitoring');
  return {
    ...thing(document, incident),
    status: incident.state,
    started_at: incident.startedAt,
    created_at: incident.updates.at(-1)?.at ?? incident.startedAt,
    monitoring_at: monitoring?.at ?? null,
    resolved_at: incident.resolvedAt,
    impact,
    components: touched(
      document,
      incident.affected.map((one) => one.componentId),
    ),
    postmortem_body: incident.postMortem?.text ?? null,
    postmortem_published_at: incident.postMortem?.publishedAt ?? null,
  };
}

function showMaintenance(document: StatusDocument, maintenance: StatusMaintenance) {
  return {
    ...thing(document, maintenance),
    status: maintenance.state,
    created_at: maintenance.updates.at(-1)?.at ?? maintenance.scheduledFrom,
    started_at: maintenance.scheduledFrom,
    monitoring_at: null,
    resolved_at: maintenance.state === 'completed' ? (maintenance.updates[0]?.at ?? maintenance.scheduledUntil) : null,
    impact: 'maintenance',
    scheduled_for: maintenance.scheduledFrom,
    scheduled_until: maintenance.scheduledUntil,
    components: touched(document, maintenance.componentIds),
  };
}

function thing(
  document: StatusDocument,
  { id, title, updates }: { id: string; title: string; updates: StatusUpdate[] },
) {
  return {
    id,
    name: title,
    page_id: 'roundsman',
    shortlink: `${document.page.url}/#${id}`,
    updated_at: updates[0]?.at ?? document.generatedAt,
    incident_updates: updates.map((update) => ({
      id: update.id,
      incident_id: id,
      status: update.state,
      body: update.message,
      created_at: update.at,
      display_at: update.at,
      updated_at: update.at,
    })),
  };
}

function touched(document: StatusDocument, ids: readonly string[]) {
  return showComponents(document).filter((component) => !component.group && ids.includes(component.id));
}
