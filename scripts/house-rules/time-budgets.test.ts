import { expect, test } from 'vitest';
import { callsWithoutBudget } from './time-budgets.mjs';

const linesOf = (text: string) => callsWithoutBudget(text).map(({ line }) => line);

test.each([
  ['a plain one', 'const answer = await fetch(url);'],
  [
    'one among several',
    'const [kept, fresh] = await Promise.all([\n  cache.match(request),\n  fetch(path, { cache }),\n]);',
  ],
  ['one of an object', 'return client.fetch(place + key, { method });'],
  ['one whose neighbour has a budget', 'await fetch(a, { method });\nawait fetch(b, { signal });'],
  ['one of Node itself', 'const request = (isTls ? httpsRequest : httpRequest)(target, { method });'],
])('a call over the network without a budget is found: %s', (_, text) => {
  expect(linesOf(text)).toHaveLength(1);
});

test('a call with a signal is in order, and so is what hands on its caller’s', () => {
  const text = [
    'await fetch(url, {\n  method,\n  body: JSON.stringify(wish),\n  signal: AbortSignal.timeout(PATIENCE),\n});',
    'const send = options.fetch ?? ((input, init) => fetch(input, init));',
    'const request = (isTls ? httpsRequest : httpRequest)(target, {\n  signal,\n});',
    'this.#fetch(url, { method });',
    'await prefetch(url);',
    '// fetch(url) of a comment',
  ].join('\n');
  expect(linesOf(text)).toEqual([]);
});

test('the line of the call is named', () => {
  expect(callsWithoutBudget('one();\ntwo();\nawait fetch(url);\n')).toEqual([{ line: 3, text: 'await fetch(url);' }]);
});
