import { expect, it } from 'vitest';
import { openMetrics } from './metrics/index.ts';
import { healthOfReaders, worse } from './role-health.ts';

it('a part whose reader fails on an organisation says that it limps, and the others do not', async () => {
  const metrics = openMetrics();
  metrics.readersBackingOff.inc({ reader: 'notifications' }, 2);
  expect(await healthOfReaders(metrics, [{ name: 'notifications' }])).toMatchObject({
    state: 'degraded',
    detail: expect.stringContaining('2 organisations'),
  });
  expect(await healthOfReaders(metrics, [{ name: 'webhooks' }])).toEqual({ state: 'operational' });
  metrics.readersBackingOff.dec({ reader: 'notifications' }, 2);
  expect(await healthOfReaders(metrics, [{ name: 'notifications' }])).toEqual({ state: 'operational' });
});

it('of two words about one part the worse counts', () => {
  const [limping, dead] = [{ state: 'degraded' }, { state: 'major_outage' }] as const;
  expect([worse(limping, dead), worse(dead, limping)]).toEqual([dead, dead]);
});
