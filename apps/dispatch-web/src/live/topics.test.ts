import type { Event } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { settleTopics, type Topic, topicsOf } from './topics.ts';

function event(type: string, subject: Event['subject'], data: Event['data'] = {}): Event {
  return {
    cursor: 'c',
    id: '0192aaaa-0000-7000-8000-000000000000',
    type,
    subject,
    occurredAt: '2026-11-23T08:00:00Z',
    recordedAt: '2026-11-23T08:00:00Z',
    actor: { kind: 'device', id: null },
    data,
  };
}

const nowhere = () => null;

describe('what an event makes out of date', () => {
  it('is the job, the lists of jobs and the itinerary that the event names', () => {
    const topics = topicsOf(event('job.completed', { kind: 'job', id: 'j1' }, { itineraryId: 'i1' }));
    expect(new Set(topics)).toEqual(new Set<Topic>(['job:j1', 'itinerary:i1', 'jobs']));
  });

  it('is the itinerary where the job stands when the event names none', () => {
    const topics = topicsOf(event('job.on_route', { kind: 'job', id: 'j1' }));
    expect(settleTopics(topics, (jobId) => (jobId === 'j1' ? 'i7' : null))).toContain('itinerary:i7');
    expect([...settleTopics(topics, nowhere)].some((topic) => topic.startsWith('itinerar'))).toBe(false);
  });

  it('is the whole list when an itinerary’s event names no itinerary', () => {
    expect(topicsOf(event('itinerary.planned', { kind: 'plan', id: 'p1' }))).toContain('itineraries');
  });

  it('is who is in an area when somebody drives in or out, and the areas themselves when one changes', () => {
    const area = { kind: 'geofence', id: 'g1' };
    expect(topicsOf(event('geofence.entered', area))).toEqual(['inside']);
    expect(topicsOf(event('geofence.left', area))).toEqual(['inside']);
    expect(topicsOf(event('geofence.changed', area))).toEqual(['areas', 'inside']);
  });

  it('is what crew and desk wrote when either wrote or read', () => {
    const itinerary = { kind: 'itinerary', id: 'i1' };
    for (const type of ['crew.wrote', 'crew.told', 'crew.read'])
      expect(topicsOf(event(type, itinerary))).toEqual(['chat']);
  });

  it('is the whole list when an itinerary was taken off: a draft cannot be read any more', () => {
    expect(topicsOf(event('itinerary.cancelled', { kind: 'itinerary', id: 'i1' }))).toEqual(['itineraries', 'jobs']);
  });

  it('is nothing for an event of a kind not known here', () => {
    expect(topicsOf(event('weather.changed', { kind: 'weather', id: 'w1' }))).toEqual([]);
  });
});

describe('a batch of topics', () => {
  it('reads few itineraries singly and many as one list', () => {
    const single = (count: number) => Array.from({ length: count }, (_, index): Topic => `itinerary:i${index}`);
    expect(settleTopics(single(6), nowhere).size).toBe(6);
    expect([...settleTopics(single(7), nowhere)]).toEqual(['itineraries']);
  });

  it('reads no itinerary singly when the list is read anyway', () => {
    expect([...settleTopics(['itinerary:i1', 'itineraries'], nowhere)]).toEqual(['itineraries']);
  });

  it('names everything once, however often it happened', () => {
    expect(settleTopics(['jobs', 'jobs', 'job:j1', 'job:j1'], nowhere).size).toBe(2);
  });
});
