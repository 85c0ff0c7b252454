import { RefusedError } from '@roundsman/client';
import { expect, it } from 'vitest';
import { refusalOf } from './form-faults.ts';

it('lays what the API refused beside the field of the form that it is about', () => {
  const refused = new RefusedError({
    ...{ type: 'about:blank', title: 'This cannot be read', status: 422, code: 'invalid' },
    fields: [
      { field: 'body.breaks.0.latest', code: 'x', message: 'It is no time' },
      { field: 'body.breaks.1.latest', code: 'x', message: 'It is too late' },
      { field: 'crew.0.operatorId', code: 'x', message: 'There is nobody with this id' },
      { field: 'body.hue', code: 'x', message: 'It is too large' },
    ],
  });
  expect(refusalOf(refused, ['name', 'breaks', 'crew'])).toEqual({
    faults: { breaks: 'It is no time', crew: 'There is nobody with this id' },
    words: 'This cannot be read. Hue: It is too large.',
  });
});
