import type { Itinerary } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { itinerarySentence, namesOf, reachWords, seenWords, sentenceTone } from './itinerary-words.ts';

const itinerary = (over: Partial<Itinerary>) =>
  ({
    state: 'started',
    departure: '2026-11-23T06:30:00Z',
    finishedAt: null,
    progress: { done: 12, failed: 0, of: 18, delaySeconds: 0 },
    revision: 3,
    acknowledgedRevision: 3,
    crew: [],
    stops: [],
    ...over,
  }) as unknown as Itinerary;
const at = (delaySeconds: number, heardAt: string | null = '2026-11-23T13:02:00Z') => ({
  delaySeconds,
  heardAtMs: heardAt === null ? null : Date.parse(heardAt),
  zone: 'Europe/Vaduz',
});

describe('the sentence of an itinerary', () => {
  it('says how far it is, how late, and when it was last heard of', () => {
    expect(itinerarySentence(itinerary({}), at(480))).toBe('12 of 18 done, 8 min late, last heard of at 14:02');
    expect(itinerarySentence(itinerary({}), at(30))).toBe('12 of 18 done, on time, last heard of at 14:02');
    expect(itinerarySentence(itinerary({}), at(-600, null))).toBe('12 of 18 done, 10 min early, not heard of yet');
  });

  it('says what will be late even where nothing is yet', () => {
    const late = { risk: 'late', doneAt: null } as Itinerary['stops'][number];
    expect(itinerarySentence(itinerary({ stops: [late, late] }), at(-900))).toBe(
      '12 of 18 done, 2 stops will be late, last heard of at 14:02',
    );
  });

  it('counts what did not go as planned, and says so', () => {
    const progress = { done: 10, failed: 2, of: 18, delaySeconds: 0 };
    expect(itinerarySentence(itinerary({ progress, state: 'interrupted' }), at(0))).toBe(
      '12 of 18 done (2 not as planned), interrupted, last heard of at 14:02',
    );
  });

  it('says of one that has not begun when it does, and of one that is over when it ended', () => {
    expect(itinerarySentence(itinerary({ state: 'draft' }), at(0))).toBe('18 stops, not dispatched yet');
    expect(itinerarySentence(itinerary({ state: 'dispatched' }), at(0))).toBe('18 stops, not started, leaves at 07:30');
    const over = itinerary({ state: 'finished', finishedAt: '2026-11-23T15:10:00Z' });
    expect(itinerarySentence(over, at(0))).toBe('12 of 18 done, finished at 16:10');
  });

  it('has the colour of the worst that is still to come', () => {
    const stop = (risk: string, doneAt: string | null = null) => ({ risk, doneAt }) as Itinerary['stops'][number];
    expect(sentenceTone(itinerary({ stops: [stop('late', '2026-11-23T13:00:00Z'), stop('none')] }))).toBe('calm');
    expect(sentenceTone(itinerary({ stops: [stop('none'), stop('at_risk')] }))).toBe('at_risk');
    expect(sentenceTone(itinerary({ stops: [stop('late'), stop('at_risk')] }))).toBe('broken');
    expect(sentenceTone(itinerary({ state: 'cancelled', stops: [stop('late')] }))).toBe('calm');
  });
});

describe('what the crew knows', () => {
  it('is nothing before it is dispatched or looked at, and the newest when it was shown', () => {
    expect(seenWords(itinerary({ state: 'draft' }))).toBe('not with the crew yet');
    expect(seenWords(itinerary({ acknowledgedRevision: null }))).toBe('the crew has not looked at it yet');
    expect(seenWords(itinerary({}))).toBe('yes, the newest');
    expect(seenWords(itinerary({ revision: 4 }))).toBe('changed since the crew last looked');
  });

  it('comes with a name, before a change is made', () => {
    const crew = ['Mia', 'Jon'].map((name) => ({ operatorId: name, name, role: 'driver' as const }));
    expect(reachWords({ state: 'started', crew })).toBe('This tells Mia and Jon on their phone.');
    expect(reachWords({ state: 'draft', crew })).toContain('nobody is told');
    expect(reachWords({ state: 'dispatched', crew: [] })).toContain('nobody is told');
    expect(namesOf(['Mia', 'Jon', 'Ben'])).toBe('Mia, Jon and Ben');
  });
});
