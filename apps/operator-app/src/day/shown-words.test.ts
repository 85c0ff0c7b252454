import type { CrewMessage } from '@roundsman/api-contract';
import type { OutboxEntry } from '@roundsman/client';
import { describe, expect, it } from 'vitest';
import { shownWords, unreadWords } from './shown-words.ts';

const message = (id: string, over: Partial<CrewMessage>): CrewMessage => ({
  id,
  itineraryId: 'i1',
  jobId: null,
  from: 'desk',
  name: 'Maria',
  words: id,
  at: '2026-11-23T08:00:00.000Z',
  readAt: null,
  ...over,
});
const entry = (words: string, happenedAt: string, state: OutboxEntry['state'], itineraryId = 'i1'): OutboxEntry =>
  ({ command: { id: words, kind: 'chat', itineraryId, happenedAt, payload: { words } }, state }) as OutboxEntry;

describe('the words with the office', () => {
  it('are the platform’s, and behind them what this phone wrote and nobody has told of yet', () => {
    const messages = [message('Gate is shut', {}), message('Elsewhere', { itineraryId: 'i2' })];
    const entries = [
      entry('On it', '2026-11-23T08:01:00.000Z', 'waiting'),
      entry('Sent already', '2026-11-23T08:02:00.000Z', 'applied'),
      entry('Of another tour', '2026-11-23T08:03:00.000Z', 'waiting', 'i2'),
      entry('Refused', '2026-11-23T08:04:00.000Z', 'parked'),
    ];
    expect(shownWords(messages, entries, 'i1').map(({ words, state }) => [words, state])).toEqual([
      ['Gate is shut', 'sent'],
      ['On it', 'waiting'],
      ['Sent already', 'sent'],
    ]);
  });

  it('stand once, however the platform writes the moment', () => {
    const told = message('m1', {
      from: 'crew',
      words: 'On it',
      at: '2026-11-23T08:01:00Z',
      readAt: '2026-11-23T08:02:00Z',
    });
    const entries = [entry('On it', '2026-11-23T08:01:00.000Z', 'applied')];
    expect(shownWords([told], entries, 'i1')).toMatchObject([{ id: 'm1', state: 'read' }]);
  });

  it('are unread while the office wrote them and nobody has looked', () => {
    const messages = [
      message('a', {}),
      message('b', { readAt: '2026-11-23T08:02:00Z' }),
      message('c', { from: 'crew' }),
      message('d', { itineraryId: 'i2' }),
    ];
    expect(unreadWords(messages, 'i1').map(({ id }) => id)).toEqual(['a']);
  });
});
