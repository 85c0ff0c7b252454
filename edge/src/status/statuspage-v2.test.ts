import type { StatusComponent, StatusDocument, StatusIncident, StatusMaintenance } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { statuspageDocuments } from './statuspage-v2.ts';

/** What Statuspage documents of its public API v2, as its clients parse it: a field too few, or of another kind, and they fail. */
const instant = z.iso.datetime();
const page = z.object({ id: z.string(), name: z.string(), url: z.url(), time_zone: z.string(), updated_at: instant });
const status = z.object({
  indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
  description: z.string(),
});
const component = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['operational', 'degraded_performance', 'partial_outage', 'major_outage', 'under_maintenance']),
  created_at: instant,
  updated_at: instant,
  position: z.int(),
  description: z.string().nullable(),
  showcase: z.boolean(),
  start_date: z.iso.date().nullable(),
  group_id: z.string().nullable(),
  page_id: z.string(),
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
  components: z.array(z.string()).optional(),
});
const thing = {
  id: z.string(),
  name: z.string(),
  created_at: instant,
  updated_at: instant,
  started_at: instant,
  monitoring_at: instant.nullable(),
  resolved_at: instant.nullable(),
  shortlink: z.url(),
  page_id: z.string(),
  components: z.array(component),
};
const updatesWith = <S extends z.ZodType>(state: S) =>
  z.array(
    z.object({
      id: z.string(),
      status: state,
      body: z.string(),
      incident_id: z.string(),
      created_at: instant,
      updated_at: instant,
      display_at: instant,
    }),
  );
const incidentStates = z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']);
const maintenanceStates = z.enum(['scheduled', 'in_progress', 'verifying', 'completed']);
const incident = z.object({
  ...thing,
  status: incidentStates,
  impact: z.enum(['none', 'minor', 'major', 'critical']),
  incident_updates: updatesWith(incidentStates),
});
const maintenance = z.object({
  ...thing,
  status: maintenanceStates,
  impact: z.literal('maintenance'),
  scheduled_for: instant,
  scheduled_until: instant,
  incident_updates: updatesWith(maintenanceStates),
});
const shapes = {
  'summary.json': z.object({
    page,
    status,
    components: z.array(component),
    incidents: z.array(incident),
    scheduled_maintenances: z.array(maintenance),
  }),
  'status.json': z.object({ page, status }),
  'components.json': z.object({ page, components: z.array(component) }),
  'incidents.json': z.object({ page, incidents: z.array(incident) }),
  'incidents/unresolved.json': z.object({ page, incidents: z.array(incident) }),
  'scheduled-maintenances.json': z.object({ page, scheduled_maintenances: z.array(maintenance) }),
  'scheduled-maintenances/upcoming.json': z.object({ page, scheduled_maintenances: z.array(maintenance) }),
  'scheduled-maintenances/active.json': z.object({ page, scheduled_maintenances: z.array(maintenance) }),
};

const at = (time: string) => `2026-11-23T${time}:00.000Z`;
const part = (id: string, state: StatusComponent['state'], more: Partial<StatusComponent> = {}): StatusComponent => ({
  id,
  name: id.toUpperCase(),
  state,
  since: at('08:00'),
  detail: null,
  uptime: 1,
  days: [null, [86_400, 0, 0, 0, 0], [60, 0, 0, 0, 0]],
  ...more,
});
const incidentOf = (id: string, more: Partial<StatusIncident> = {}): StatusIncident => ({
  id,
  title: `Incident ${id}`,
  state: 'investigating',
  example: false,
  startedAt: at('07:00'),
  resolvedAt: null,
  nextUpdateAt: null,
  affected: [
    { componentId: 'api', impact: 'degraded' },
    { componentId: 'web', impact: 'partial_outage' },
  ],
  updates: [
    { id: `${id}-2`, state: 'monitoring', message: 'We watch.', at: at('09:00'), nextUpdateAt: null },
    { id: `${id}-1`, state: 'investigating', message: 'We look.', at: at('08:00'), nextUpdateAt: null },
  ],
  postMortem: null,
  ...more,
});
const maintenanceOf = (id: string, state: StatusMaintenance['state']): StatusMaintenance => ({
  id,
  title: `Maintenance ${id}`,
  state,
  componentIds: ['api'],
  scheduledFrom: at('10:00'),
  scheduledUntil: at('11:00'),
  updates: [{ id: `${id}-1`, state, message: 'New disks.', at: at('06:00'), nextUpdateAt: null }],
});
const document: StatusDocument = {
  version: 1,
  generatedAt: at('09:30'),
  staleAfterSeconds: 60,
  page: { name: 'Rhein', url: 'https://status.example.com' },
  overall: { state: 'partial_outage', sentence: 'WEB works only in part' },
  firstDay: '2026-11-21',
  groups: [
    { id: 'apps', name: 'Apps', components: [part('web', 'partial_outage'), part('track', 'operational')] },
    {
      id: 'apis',
      name: 'APIs',
      components: [part('api', 'degraded'), part('new', 'unknown', { since: null, days: [null, null, null] })],
    },
  ],
  openIncidents: [incidentOf('a')],
  maintenances: [maintenanceOf('m', 'in_progress'), maintenanceOf('n', 'scheduled')],
  history: [
    incidentOf('b', { state: 'resolved', resolvedAt: at('09:10') }),
    incidentOf('example', { state: 'resolved', resolvedAt: at('09:10'), example: true }),
  ],
  pastMaintenances: [maintenanceOf('p', 'completed')],
};
const documents = statuspageDocuments(document) as Record<string, never>;

describe('the documents in the shape of Statuspage', () => {
  it('are all that its clients ask for', () => {
    expect(Object.keys(documents).sort()).toEqual(Object.keys(shapes).sort());
  });

  it.each(Object.entries(shapes))('have every field of %s', (name, shape) => {
    const parsed = shape.safeParse(documents[name]);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });

  it('say the same as the page: states, groups with the worst of their own, and since when they are known', () => {
    const { components } = shapes['components.json'].parse(documents['components.json']);
    expect(
      components.map(({ id, status: state, group, group_id, position }) => [id, state, group, group_id, position]),
    ).toEqual([
      ['apps', 'partial_outage', true, null, 1],
      ['web', 'partial_outage', false, 'apps', 1],
      ['track', 'operational', false, 'apps', 2],
      ['apis', 'degraded_performance', true, null, 2],
      ['api', 'degraded_performance', false, 'apis', 1],
      ['new', 'degraded_performance', false, 'apis', 2],
    ]);
    expect(components[0]!.components).toEqual(['web', 'track']);
    expect(components.map(({ created_at }) => created_at.slice(0, 16))).toEqual([
      '2026-11-22T00:00',
      '2026-11-22T00:00',
      '2026-11-22T00:00',
      '2026-11-22T00:00',
      '2026-11-22T00:00',
      '2026-11-23T09:30',
    ]);
    expect(documents['status.json']).toMatchObject({
      status: { indicator: 'major', description: 'WEB works only in part' },
    });
  });

  it('have incidents with their worst impact, their parts and words, the newest first, and no example', () => {
    const { incidents } = shapes['incidents.json'].parse(documents['incidents.json']);
    expect(incidents.map(({ id, status: state, impact }) => [id, state, impact])).toEqual([
      ['a', 'investigating', 'major'],
      ['b', 'resolved', 'major'],
    ]);
    expect(incidents[0]).toMatchObject({
      created_at: at('08:00'),
      started_at: at('07:00'),
      updated_at: at('09:00'),
      monitoring_at: at('09:00'),
      resolved_at: null,
      shortlink: 'https://status.example.com/#a',
      components: [
        { id: 'web', status: 'partial_outage', group_id: 'apps' },
        { id: 'api', status: 'degraded_performance' },
      ],
    });
    expect(incidents[0]!.incident_updates.map(({ body }) => body)).toEqual(['We watch.', 'We look.']);
    expect(documents['incidents/unresolved.json']).toMatchObject({ incidents: [{ id: 'a' }] });
    expect(documents['summary.json']).toMatchObject({ incidents: [{ id: 'a' }] });
  });

  it('tell maintenance that is to come from maintenance that goes on, and keep what is over', () => {
    const ids = (name: string) =>
      (documents[name] as unknown as { scheduled_maintenances: { id: string }[] }).scheduled_maintenances.map(
        ({ id }) => id,
      );
    expect(ids('scheduled-maintenances/active.json')).toEqual(['m']);
    expect(ids('scheduled-maintenances/upcoming.json')).toEqual(['n']);
    expect(ids('scheduled-maintenances.json')).toEqual(['m', 'n', 'p']);
    expect(ids('summary.json')).toEqual(['m', 'n']);
  });
});
