import { expect, it } from 'vitest';
import { openCircuitBreaker } from './circuit-breaker.ts';
import { askService } from './index.ts';
import { openStandIn } from './stand-in.ts';

it('leaves alone what failed three times in a row, tries it once after a rest, and rests longer when that fails too', () => {
  let now = 0;
  const breaker = openCircuitBreaker(() => now);
  for (let failure = 0; failure < 3; failure++) {
    expect(breaker.restMilliseconds()).toBe(0);
    breaker.failed();
  }
  expect(breaker.restMilliseconds()).toBe(5_000);
  now = 5_000;
  expect(breaker.restMilliseconds()).toBe(0);
  // Somebody tries; the others do not.
  expect(breaker.restMilliseconds()).toBeGreaterThan(0);
  breaker.failed();
  expect(breaker.restMilliseconds()).toBe(10_000);
  now = 15_000;
  expect(breaker.restMilliseconds()).toBe(0);
  breaker.answered();
  expect([breaker.restMilliseconds(), breaker.restMilliseconds()]).toEqual([0, 0]);
});

it('a service that is down is not asked again and again, and whoever asks is told at once', async () => {
  const standIn = await openStandIn(() => ({ status: 500, body: {} }));
  try {
    const service = { ...standIn.service, pauseMilliseconds: 1 };
    for (let failure = 0; failure < 3; failure++)
      await expect(askService(service, { path: '' })).rejects.toMatchObject({ code: 'provider_failed' });
    const asked = standIn.asked.length;
    await expect(askService(service, { path: '' })).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringMatching(/is left alone for \d+ s after it failed/),
    });
    expect(standIn.asked).toHaveLength(asked);
  } finally {
    await standIn.close();
  }
});
