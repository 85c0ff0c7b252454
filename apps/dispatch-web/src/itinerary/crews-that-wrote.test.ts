import type { CrewMessage } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { crewsThatWrote, newsOf } from './crews-that-wrote.ts';

const message = (id: string, itineraryId: string | null): CrewMessage => ({
  id,
  itineraryId,
  jobId: null,
  from: 'crew',
  name: 'Mia',
  words: `words of ${id}`,
  at: '2026-11-23T08:00:00Z',
  readAt: null,
});

describe('crews that wrote', () => {
  it('stand once each, whoever wrote last first, with their newest words', () => {
    const crews = crewsThatWrote([message('m4', 'b'), message('m3', 'a'), message('m2', null), message('m1', 'b')]);
    expect(crews.map(({ itineraryId, unread, newest }) => [itineraryId, unread, newest.id])).toEqual([
      ['b', 2, 'm4'],
      ['a', 1, 'm3'],
    ]);
  });

  it('are news when they wrote since the desk last looked, and not in the sheet that is open', () => {
    const messages = [message('m3', 'a'), message('m2', 'b'), message('m1', 'a')];
    expect(newsOf(null, messages, null)).toEqual([]);
    expect(newsOf(new Set(['m1']), messages, null).map(({ itineraryId, unread }) => [itineraryId, unread])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(newsOf(new Set(['m1']), messages, 'a').map(({ itineraryId }) => itineraryId)).toEqual(['b']);
    expect(newsOf(new Set(['m1', 'm2', 'm3']), messages, null)).toEqual([]);
  });
});
