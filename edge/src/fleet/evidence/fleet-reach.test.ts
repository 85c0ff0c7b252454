import { describe, expect, it } from 'vitest';
import { openFleetReach } from './fleet-reach.ts';

const probe = { witness: 'probe' as const, isKnown: false };
const client = { witness: 'client' as const, isKnown: true };

/** Each second from `from` to `to`, what every one of these saw. */
function told(
  reach: ReturnType<typeof openFleetReach>,
  from: number,
  to: number,
  who: Record<string, 'good' | 'failed'>,
) {
  for (let second = from; second < to; second++)
    for (const [network, what] of Object.entries(who))
      reach.saw({
        network,
        ...(network.startsWith('probes') ? probe : client),
        good: what === 'good' ? 1 : 0,
        failed: what === 'failed' ? 1 : 0,
        atMs: second * 1_000,
      });
}
const networks = (count: number, what: 'good' | 'failed') =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`10.${at}.1.0/24`, what]));

describe('whether the platform is reached at all', () => {
  it('knows nothing while nobody looks', () => {
    const reach = openFleetReach();
    expect(reach.reading(0).state).toBe('unknown');
    told(reach, 0, 3, { 'probes a': 'good' });
    expect(reach.reading(60_000).state).toBe('unknown');
  });

  it('is not once every place of probes gets no answer over any edge for three seconds, and is with the first answer', () => {
    const reach = openFleetReach();
    told(reach, 0, 10, { 'probes a': 'good', 'probes b': 'good' });
    told(reach, 10, 12, { 'probes a': 'failed', 'probes b': 'failed' });
    expect(reach.reading(12_000)).toMatchObject({ state: 'reached', sinceMs: null });
    told(reach, 12, 14, { 'probes a': 'failed', 'probes b': 'failed' });
    expect(reach.reading(14_000)).toEqual({
      state: 'unreached',
      sinceMs: 10_000,
      places: ['probes a', 'probes b'],
      placesWithout: ['probes a', 'probes b'],
      networks: 0,
      networksWithout: 0,
    });
    told(reach, 14, 15, { 'probes a': 'failed', 'probes b': 'good' });
    expect(reach.reading(15_000)).toMatchObject({ state: 'reached', placesWithout: ['probes a'] });
  });

  it('is, when the only place gets no answer and clients do: then it is that place’s own line', () => {
    const reach = openFleetReach();
    told(reach, 0, 10, { 'probes a': 'failed', ...networks(1, 'good') });
    expect(reach.reading(10_000).state).toBe('unreached');
    told(reach, 10, 12, { 'probes a': 'failed', ...networks(2, 'good') });
    expect(reach.reading(12_000).state).toBe('place_cut_off');
    told(reach, 12, 20, { 'probes a': 'failed', 'probes b': 'failed', ...networks(2, 'good') });
    expect(reach.reading(20_000).state).toBe('unreached');
  });

  it('hears clients whom nothing brings an answer, when they are a crowd that was known before', () => {
    const reach = openFleetReach();
    told(reach, 0, 10, { 'probes a': 'good', ...networks(4, 'failed') });
    expect(reach.reading(10_000)).toMatchObject({ state: 'reached', networks: 4, networksWithout: 4 });
    told(reach, 10, 20, { 'probes a': 'good', ...networks(5, 'failed') });
    expect(reach.reading(20_000)).toMatchObject({ state: 'clients_fail', sinceMs: 0, networksWithout: 5 });
    told(reach, 20, 21, { ...networks(3, 'good') });
    expect(reach.reading(21_000).state).toBe('reached');
  });
});
