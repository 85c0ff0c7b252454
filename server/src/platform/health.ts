/** How well something is, in the words of the status page. */
export interface Health {
  readonly state: 'operational' | 'degraded' | 'partial_outage' | 'major_outage';
  /** Why, in plain words; nothing secret. */
  readonly detail?: string;
}
