import { readMetric, type Sample } from './parse-metrics.ts';

/** What one process counted for a component since it began. */
export interface Counted {
  readonly componentId: string;
  /** Empty where the page names none. */
  readonly organisation: string;
  readonly outcome: string;
  readonly value: number;
}

const REQUESTS = 'roundsman_organisation_requests_total';
const TRAFFIC = 'roundsman_component_traffic_total';

/** Parts that count requests of people, each request at one of them: the desk's members and the programs of others share a door. */
export const DOORS: readonly string[] = ['dispatch-web', 'public-api', 'operator-api', 'customer-tracker'];
/** Services behind the doors: the first is asked, the others count messages. */
const ASKED = 'itinerary-optimiser';
const SENDING: readonly string[] = ['notifications', 'outbound-email', 'outbound-sms'];

export const countedAs = (componentId: string): 'request' | 'message' =>
  SENDING.includes(componentId) ? 'message' : 'request';

/** A page of figures of one process: its doors, and the services in it. What nobody knows is left out. */
export function readCounts(page: string): Counted[] {
  return [
    ...readMetric(page, REQUESTS).map((sample) => ({ ...sample, componentId: behindDoor(sample) })),
    ...readMetric(page, TRAFFIC).map((sample) => ({ ...sample, componentId: service(sample) })),
  ].flatMap(({ componentId, labels, value }) => {
    const { organisation = '', outcome = '' } = labels;
    return componentId === undefined ? [] : [{ componentId, organisation, outcome, value }];
  });
}

function behindDoor({ labels: { door, caller } }: Sample): string | undefined {
  if (door === 'public') return caller === 'member' ? 'dispatch-web' : 'public-api';
  return { operator: 'operator-api', tracker: 'customer-tracker' }[door ?? ''];
}

const service = ({ labels }: Sample): string | undefined => [ASKED, ...SENDING].find((id) => id === labels.component);
