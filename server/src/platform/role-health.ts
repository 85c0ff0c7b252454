import type { Health } from './health.ts';
import type { Metrics } from './metrics/index.ts';

export const operational: Health = { state: 'operational' };
const rank = { operational: 0, degraded: 1, partial_outage: 2, major_outage: 3 } as const;
export const worse = (one: Health, other: Health) => (rank[other.state] > rank[one.state] ? other : one);

/** A reader that fails on an organisation's events holds up all that follows from them there. */
export async function healthOfReaders(
  metrics: Pick<Metrics, 'readersBackingOff'>,
  readers: readonly { readonly name: string }[],
): Promise<Health> {
  const { values } = await metrics.readersBackingOff.get();
  const heldUp = values.filter(({ labels, value }) => value > 0 && readers.some(({ name }) => name === labels.reader));
  const organisations = Math.max(0, ...heldUp.map(({ value }) => value));
  if (organisations === 0) return operational;
  const who = organisations === 1 ? 'one organisation' : `${organisations} organisations`;
  return { state: 'degraded', detail: `What follows from events of ${who} waits: it failed and is tried again.` };
}
