import { expect, it } from 'vitest';
import { jobEndpoints, pickFields, readFields, rowFieldsOf } from './index.ts';

it('knows the fields of a list’s rows, and one level down', () => {
  const fields = rowFieldsOf(jobEndpoints.list)!;
  for (const name of ['code', 'address', 'address.line', 'promise.from']) expect(fields.has(name)).toBe(true);
  expect(rowFieldsOf(jobEndpoints.get)).toBeNull();
});

it('answers what was asked for, the id always, and names what no row has', () => {
  expect(readFields(jobEndpoints.list, 'code, address.line')).toEqual({ fields: ['id', 'code', 'address.line'] });
  expect(readFields(jobEndpoints.list, 'code,nonsense')).toMatchObject({ unknown: ['nonsense'] });
  expect(readFields(jobEndpoints.list, '')).toMatchObject({ unknown: [] });
});

it('reduces a row, and leaves null what is null', () => {
  const row = { id: 1, code: 'J', address: { line: 'A', point: null }, promise: null };
  expect(pickFields(row, ['id', 'address.line', 'promise.from'])).toEqual({
    id: 1,
    address: { line: 'A' },
    promise: null,
  });
});
