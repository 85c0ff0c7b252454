import { expect, it } from 'vitest';
import { errorToProblem } from './error-to-problem.ts';

const failing = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

it.each([
  ['a full disk', failing('ENOSPC'), 507, 'disk_full'],
  ['a full disk of the database', new Error('wrapped', { cause: failing('53100') }), 507, 'disk_full'],
  ['a database that is starting', failing('57P03'), 503, 'database_unavailable'],
  ['a database that fell silent', new Error('Query read timeout'), 503, 'database_unavailable'],
])('%s is a refusal that says what to do', (_what, error, status, code) => {
  const problem = errorToProblem(error);
  expect(problem).toMatchObject({ status, code });
  expect(problem!.retryAfterSeconds).toBeGreaterThan(0);
  expect(problem!.remedy).toBeTruthy();
});

it('what nobody foresaw is not explained to outsiders', () => {
  expect(errorToProblem(failing('XX000'))).toBeNull();
});
