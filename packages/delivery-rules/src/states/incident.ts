import type { StateTable } from './state-table.ts';

export const INCIDENT_STATES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
export const INCIDENT_EVENTS = ['investigate', 'identify', 'monitor', 'resolve'] as const;
export type IncidentEvent = (typeof INCIDENT_EVENTS)[number];

/** An incident may step back (the fix did not hold); a resolved one that returns is reopened by investigating. */
export const incidentStates: StateTable<IncidentState, IncidentEvent> = {
  thing: 'incident',
  events: {
    investigate: { by: ['desk', 'clock'], verb: 'go back to investigating' },
    identify: { by: ['desk', 'clock'], verb: 'be marked as identified' },
    monitor: { by: ['desk', 'clock'], verb: 'be monitored' },
    resolve: { by: ['desk', 'clock'], verb: 'be resolved' },
  },
  cells: {
    investigating: { investigate: 'refused', identify: 'identified', monitor: 'monitoring', resolve: 'resolved' },
    identified: { investigate: 'investigating', identify: 'refused', monitor: 'monitoring', resolve: 'resolved' },
    monitoring: { investigate: 'investigating', identify: 'identified', monitor: 'refused', resolve: 'resolved' },
    resolved: { investigate: 'investigating', identify: 'refused', monitor: 'refused', resolve: 'refused' },
  },
};

export const MAINTENANCE_STATES = ['scheduled', 'in_progress', 'completed'] as const;
export type MaintenanceState = (typeof MAINTENANCE_STATES)[number];
export const MAINTENANCE_EVENTS = ['begin', 'complete'] as const;
export type MaintenanceEvent = (typeof MAINTENANCE_EVENTS)[number];

export const maintenanceStates: StateTable<MaintenanceState, MaintenanceEvent> = {
  thing: 'maintenance',
  events: {
    begin: { by: ['desk', 'clock'], verb: 'begin' },
    complete: { by: ['desk', 'clock'], verb: 'be completed' },
  },
  cells: {
    scheduled: { begin: 'in_progress', complete: 'refused' },
    in_progress: { begin: 'refused', complete: 'completed' },
    completed: { begin: 'refused', complete: 'refused' },
  },
};
