import { problemCodes } from '@roundsman/api-contract';
import { expect, test } from 'vitest';
import { Problem } from './problem.ts';

test('a code that is not in the catalogue is refused by the compiler', () => {
  // @ts-expect-error: were `code` any text again, this line would be the fault that `types` finds.
  const stranger = new Problem({ status: 409, code: 'made_up', title: 'No' });
  expect(problemCodes.has(stranger.code)).toBe(false);
});
