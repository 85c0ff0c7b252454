import { RefusedError } from '@roundsman/client';
import { expect, it } from 'vitest';
import { fieldProblem, fieldWords, problemLine } from './problem-words.ts';

const refused = new RefusedError({
  type: 'about:blank',
  title: 'This provider cannot be used so',
  status: 422,
  code: 'provider_faulty',
  fields: [
    { field: 'body.issuer', code: 'not_https', message: 'It has to be https', remedy: 'Write https://…' },
    { field: 'body.emailDomains.0', code: 'not_a_domain', message: 'x is no domain' },
  ],
});

it('says a field in words, never as programs call it', () => {
  expect(fieldWords('body.issuer')).toBe('Issuer');
  expect(fieldWords('body.emailDomains.0')).toBe('E-mail domains 1');
  expect(fieldWords('body.emergencyMemberId')).toBe('Emergency member');
  expect(fieldWords('body.actions.2.unitWeightGrams')).toBe('Actions 3, unit weight grams');
  expect(problemLine(refused)).toBe(
    'This provider cannot be used so. Issuer: It has to be https. E-mail domains 1: x is no domain.',
  );
});

it('does not say once more what stands beside its field', () => {
  expect(fieldProblem(refused, 'body.issuer')).toBe('It has to be https. Write https://…');
  expect(fieldProblem(refused, 'body.name')).toBeNull();
  expect(problemLine(refused, ['body.issuer', 'body.emailDomains.0'])).toBe('This provider cannot be used so.');
});
