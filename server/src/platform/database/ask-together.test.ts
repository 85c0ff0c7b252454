import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askTogether } from './ask-together.ts';

test('what is asked together is answered in its order', async () => {
  expect(await askTogether([sleep(5, 'first'), sleep(1, 2)])).toEqual(['first', 2]);
});

test('nothing is said any more when the failure of one is told, and it is the first', async () => {
  const said: string[] = [];
  const inSteps = async () => {
    for (const step of ['one', 'two', 'three']) {
      await sleep(2);
      said.push(step);
    }
    throw new Error('aborted');
  };
  await expect(askTogether([inSteps(), Promise.reject(new Error('the cause'))])).rejects.toThrow('the cause');
  expect(said).toEqual(['one', 'two', 'three']);
});

test('a query that is sent by its `then` is sent once', async () => {
  let sent = 0;
  // biome-ignore lint/suspicious/noThenProperty: it is what a query of the builder is.
  const query = { then: (tell: (answer: string) => void) => tell(`answer ${++sent}`) } as unknown as Promise<string>;
  expect(await askTogether([query])).toEqual(['answer 1']);
  expect(sent).toBe(1);
});
