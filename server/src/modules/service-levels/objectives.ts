import { StartRefused } from '../../platform/index.ts';

/** What a component promises: this share of requests answered well and in time, or of looks that found it well. */
export interface Objective {
  readonly component: string;
  readonly label: string;
  readonly target: number;
  /** Slower answers are not good ones; null where looks are counted. */
  readonly withinSeconds: number | null;
  /** The door whose requests are counted; null where the component's own word is. */
  readonly door: string | null;
}

/** An edge of the histogram of answers, so that it can be counted. */
const IN_TIME_SECONDS = 1;
const door = (component: string, label: string, name: string): Objective => ({
  component,
  label,
  target: 0.999,
  withinSeconds: IN_TIME_SECONDS,
  door: name,
});
const service = (component: string, label: string): Objective => ({
  component,
  label,
  target: 0.995,
  withinSeconds: null,
  door: null,
});

/** With the usual targets. */
export const objectives: readonly Objective[] = [
  door('public-api', 'Public API', 'public'),
  door('operator-api', 'Operator API', 'operator'),
  door('customer-tracker', 'Customer Tracker', 'tracker'),
  service('itinerary-optimiser', 'Routing and Itinerary Optimization'),
  service('tracking', 'Tracking'),
  service('notifications', 'Notifications'),
  service('outbound-email', 'Outbound Email Service'),
  service('outbound-sms', 'Outbound SMS Service'),
  service('webhooks', 'Webhooks'),
];

/** What this installation promises: the usual, with targets of its own where `SERVICE_LEVEL_TARGETS` has some. Throws StartRefused for a component that promises nothing. */
export function objectivesOf({
  serviceLevelTargets,
}: {
  readonly serviceLevelTargets: ReadonlyMap<string, number>;
}): readonly Objective[] {
  const unknown = [...serviceLevelTargets.keys()].filter(
    (name) => !objectives.some(({ component }) => component === name),
  );
  if (unknown.length > 0)
    throw new StartRefused(
      `SERVICE_LEVEL_TARGETS: there is no component ${unknown.join(', ')}.`,
      `Components are ${objectives.map(({ component }) => component).join(', ')}.`,
    );
  return objectives.map((one) => ({ ...one, target: serviceLevelTargets.get(one.component) ?? one.target }));
}
