import { expect, test } from 'vitest';
import { concerns } from './what-concerns.ts';

const waiting = { jobId: 'sofa', itineraryId: null };
const onTheWay = { jobId: 'sofa', itineraryId: 'monday' };
const event = (kind: string, id: string, data = {}) => ({ subject: { kind, id }, data });

test('a page looks again for its own job and its own itinerary, and not for what happens to others', () => {
  for (const followed of [waiting, onTheWay]) {
    expect(concerns.event(followed, event('job', 'sofa'))).toBe(true);
    expect(concerns.event(followed, event('action', 'line', { jobId: 'sofa' }))).toBe(true);
    expect(concerns.event(followed, event('organisation', 'ours'))).toBe(true);
    expect(concerns.event(followed, event('job', 'lamp', { itineraryId: 'tuesday' }))).toBe(false);
    expect(concerns.event(followed, event('message', 'sms', { jobId: 'lamp' }))).toBe(false);
    expect(concerns.value(followed, { topic: 'clock', key: 'clock' })).toBe(true);
    expect(concerns.value(followed, { topic: 'position', key: 'tuesday' })).toBe(false);
  }
  expect(concerns.event(onTheWay, event('itinerary', 'monday'))).toBe(true);
  expect(concerns.event(onTheWay, event('itinerary', 'tuesday'))).toBe(false);
  expect(concerns.value(onTheWay, { topic: 'position', key: 'monday' })).toBe(true);
  expect(concerns.value(onTheWay, { topic: 'eta', key: 'monday 2' })).toBe(true);
});

test('the visit before theirs brings the vehicle nearer, so the page looks again', () => {
  expect(concerns.event(onTheWay, event('job', 'lamp', { itineraryId: 'monday' }))).toBe(true);
  expect(concerns.event(onTheWay, event('stop', 'loading', { itineraryId: 'monday' }))).toBe(true);
});

test('while a job is on no itinerary, any that changes may have taken it in', () => {
  expect(concerns.event(waiting, event('itinerary', 'tuesday'))).toBe(true);
});
