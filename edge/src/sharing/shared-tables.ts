/** What several edge programs hold in common: a row is known by its key everywhere. What each sees with its own probes stays its own. */
export const sharedTables: Readonly<Record<string, readonly string[]>> = {
  incidents: ['id'],
  incident_components: ['incident_id', 'component_id', 'from_ms'],
  maintenances: ['id'],
  maintenance_components: ['maintenance_id', 'component_id'],
  updates: ['id'],
  drafts: ['id'],
  edge_standings: ['edge_id'],
  steering_log: ['id'],
  steering_results: ['change_id', 'port'],
  port_states: ['port'],
  manifests: ['version'],
  hand_drains: ['id'],
  subscribers: ['id'],
  notices: ['id'],
  alerts: ['id'],
  alert_messages: ['id'],
  alert_deliveries: ['id'],
};

/** Rows that the fleet keeps in memory too. */
export const tablesOfFleet: ReadonlySet<string> = new Set(['edge_standings', 'manifests']);
