import { expect, it } from 'vitest';
import { z } from 'zod';
import { allEndpoints } from './all-endpoints.ts';

/** Names under which an answer may hold what opens something. */
const TELLING = /^(secret|\w*Secret|token|recoveryCodes|link|renewalKey|uri)$/;

/** Kept by nobody: whoever asks is not known yet, and keys count for who is. */
const KEPT_NOWHERE = /^(session|device)\./;

it('seals every kept answer that holds what opens something', () => {
  const open = allEndpoints.filter(({ id, method, answer, answerKind, answersSecret }) => {
    if (method === 'GET' || !answer || answerKind || answersSecret || KEPT_NOWHERE.test(id)) return false;
    const properties = z.toJSONSchema(answer, { unrepresentable: 'any' }).properties ?? {};
    return Object.keys(properties).some((name) => TELLING.test(name));
  });
  expect(open.map(({ id }) => id)).toEqual([]);
  expect(allEndpoints.filter(({ answersSecret }) => answersSecret).length).toBeGreaterThan(10);
});
