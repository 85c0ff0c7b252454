import type { Platform } from '../../platform/index.ts';
import type { Counted } from './burn-rates.ts';
import { type Objective, objectives } from './objectives.ts';

/** Answers that take their time on purpose. */
const FEED = /\.feed$/;
const HELD = 'events.list';

type Http = Pick<Platform['http'], 'components'>;

/** Counts what this process did since it was last asked, by its own metrics and its parts' own word. */
export function openServiceCount(metrics: Platform['metrics'], http: Http): () => Promise<Map<string, Counted>> {
  let before = new Map<string, Counted>();
  return async () => {
    const now = await requestsByDoor(metrics);
    const counted = new Map<string, Counted>();
    for (const objective of objectives) {
      if (objective.door === null) {
        const one = await look(http, objective);
        if (one) counted.set(objective.component, one);
        continue;
      }
      const total = now.get(objective.door) ?? { good: 0, bad: 0 };
      const last = before.get(objective.door) ?? { good: 0, bad: 0 };
      counted.set(objective.component, { good: total.good - last.good, bad: total.bad - last.bad });
    }
    before = now;
    return counted;
  };
}

async function look(http: Http, { component }: Objective): Promise<Counted | null> {
  const part = http.components.find((one) => one.component === component);
  if (!part) return null;
  const isWell = await part.health().then(
    ({ state }) => state === 'operational' || state === 'degraded',
    () => false,
  );
  return isWell ? { good: 1, bad: 0 } : { good: 0, bad: 1 };
}

/** Good: not a fault of ours (5xx), and in time. */
async function requestsByDoor(metrics: Platform['metrics']): Promise<Map<string, Counted>> {
  const { values } = await metrics.httpRequests.get();
  const doors = new Map<string, { good: number; all: number }>();
  for (const { labels, value, metricName } of values) {
    const { door = '', endpoint = '', status = '', le } = labels as Record<string, string | number>;
    if (FEED.test(String(endpoint))) continue;
    const one = doors.get(String(door)) ?? { good: 0, all: 0 };
    doors.set(String(door), one);
    const within = objectives.find((objective) => objective.door === door)?.withinSeconds;
    if (metricName?.endsWith('_count')) {
      one.all += value;
      if (endpoint === HELD && Number(status) < 500) one.good += value;
    } else if (metricName?.endsWith('_bucket') && Number(le) === within && Number(status) < 500 && endpoint !== HELD)
      one.good += value;
  }
  return new Map([...doors].map(([name, { good, all }]) => [name, { good, bad: all - good }]));
}
