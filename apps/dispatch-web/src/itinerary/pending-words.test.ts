import type { CrewMessage } from '@roundsman/api-contract';
import { describe, expect, it } from 'vitest';
import { externalStore } from '../live/external-store.ts';
import { type PendingWords, pendingWords } from './pending-words.ts';

const none = () => externalStore<readonly PendingWords[]>([]);
const words = { key: 'k1', itineraryId: 'i1', jobId: null, words: 'Use the back gate' };

describe('words to a crew', () => {
  it('stand there on their way, and are the platform’s once they got there', async () => {
    const sent: CrewMessage[] = [];
    const pending = pendingWords(
      none(),
      async (one) => ({ id: 'm1', words: one.words }) as CrewMessage,
      (message) => sent.push(message),
    );
    const going = pending.send(words);
    expect(pending.store.read()).toMatchObject([{ words: 'Use the back gate', error: null }]);
    await going;
    expect(pending.store.read()).toEqual([]);
    expect(sent).toMatchObject([{ id: 'm1' }]);
  });

  it('are kept with the reason when they do not get there, and sent again under the same key', async () => {
    const keys: string[] = [];
    const pending = pendingWords(
      none(),
      async ({ key }) => {
        keys.push(key);
        if (keys.length === 1) throw new Error('No line');
        return { id: 'm1' } as CrewMessage;
      },
      () => {},
    );
    await pending.send(words);
    expect(pending.store.read()).toMatchObject([{ key: 'k1', error: { message: 'No line' } }]);
    const again = pending.again('k1');
    // Pressed twice while they are on their way: they go once.
    await pending.again('k1');
    await again;
    expect(keys).toEqual(['k1', 'k1']);
    expect(pending.store.read()).toEqual([]);
  });

  it('are thrown away only when somebody says so', async () => {
    const pending = pendingWords(
      none(),
      () => Promise.reject(new Error('No line')),
      () => {},
    );
    await pending.send(words);
    await pending.again('k1');
    expect(pending.store.read()).toHaveLength(1);
    pending.drop('k1');
    expect(pending.store.read()).toEqual([]);
  });
});
