import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldClock } from './field-clock.ts';

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const SERVER = Date.parse('2026-11-23T08:00:00Z');

function device(startsWrongBy: number) {
  const device = { real: SERVER, wrongBy: startsWrongBy };
  const clock = {
    epochMilliseconds: () => device.real + device.wrongBy,
    monotonicMilliseconds: () => device.real,
    sleep: async () => {},
  };
  return { device, clock };
}

test('a device clock that is wrong is corrected to within half the round trip', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -86_400_000, max: 86_400_000 }),
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 4000 }),
      (wrongBy, there, back) => {
        const { device: d, clock } = device(wrongBy);
        const field = fieldClock(clock);
        const sentAt = clock.epochMilliseconds();
        d.real += there;
        const serverNow = iso(d.real);
        d.real += back;
        field.contact(sentAt, clock.epochMilliseconds(), serverNow);
        field.setBusiness({ serverNow, businessNow: serverNow, speed: 1 });
        const error = Math.abs(Date.parse(field.businessNow()) - d.real);
        expect(error).toBeLessThanOrEqual((there + back) / 2 + 1);
      },
    ),
  );
});

test('business time runs as fast as the sandbox, also when nothing is heard from it', () => {
  const { device: d, clock } = device(0);
  const field = fieldClock(clock);
  field.contact(clock.epochMilliseconds(), clock.epochMilliseconds(), iso(d.real));
  field.setBusiness({ serverNow: iso(d.real), businessNow: '2025-09-13T06:00:00.000Z', speed: 60 });
  d.real += 10_000;
  expect(field.businessNow()).toBe('2025-09-13T06:10:00.000Z');
});

test('a quick contact is believed over a slow one soon after, until the device’s clock is set', () => {
  const { device: d, clock } = device(5_000);
  const field = fieldClock(clock);
  field.contact(clock.epochMilliseconds(), clock.epochMilliseconds(), iso(d.real));
  const sentAt = clock.epochMilliseconds();
  d.real += 3_000;
  field.contact(sentAt, clock.epochMilliseconds(), iso(d.real));
  expect(field.stored().offsetMilliseconds).toBe(-5_000);
  d.wrongBy = -3_600_000;
  field.contact(clock.epochMilliseconds(), clock.epochMilliseconds(), iso(d.real));
  expect(field.stored().offsetMilliseconds).toBe(3_600_000);
});

test('what is stored brings the time back after a cold start without a network', () => {
  const { device: d, clock } = device(-120_000);
  const before = fieldClock(clock);
  before.contact(clock.epochMilliseconds(), clock.epochMilliseconds(), iso(d.real));
  before.setBusiness({ serverNow: iso(d.real), businessNow: iso(d.real), speed: 1 });
  const stored = JSON.parse(JSON.stringify(before.stored()));
  d.real += 3_600_000;
  expect(fieldClock(clock, stored).businessNow()).toBe(iso(d.real));
});
