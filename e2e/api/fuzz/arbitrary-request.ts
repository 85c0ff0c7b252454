import type { Endpoint } from '@roundsman/api-contract';
import fc, { type Arbitrary } from 'fast-check';
import type { Request } from '../call.ts';
import { operationOf, type Parameter, type Schema } from '../typical-values.ts';

/** Ids that exist, by the field that carries them; and what else a schema alone cannot know. */
export interface Pool {
  ids(field: string): readonly string[];
  readonly dates: readonly string[];
  readonly instants: readonly string[];
  readonly link: string;
}

/**
 * Requests to one endpoint, made from what the OpenAPI document says of it. Some are as it wants them; the others have one
 * wrong thing, in one place: with two, the second is never looked at, and code behind the checks is never reached.
 */
export function requestTo(endpoint: Endpoint, pool: Pool): Arbitrary<Request> {
  const { parameters, body, bodyTypes } = operationOf(endpoint);
  const places = [
    ...parameters.map(placeOf),
    ...(body === null ? [] : ['body']),
    ...(bodyTypes.length === 0 ? [] : ['bytes']),
    'headers',
  ];
  const path = parameters.filter(({ in: place }) => place === 'path');
  const query = parameters.filter(({ in: place }) => place === 'query');
  const required = query.filter((one) => one.required);
  const optional = query.filter((one) => !one.required);
  const wrongAt = (wrong: string | null) => {
    const made = (one: Parameter) =>
      (wrong === placeOf(one)
        ? broken(one.schema, one.name, pool, 0)
        : valid(one.schema, one.name, pool)) as Arbitrary<unknown>;
    const inQuery = (one: Parameter) =>
      one.schema.type === 'object' ? fc.oneof(made(one), inUrl(made(one))) : inUrl(made(one));
    const wrongOne = optional.filter((one) => placeOf(one) === wrong);
    return fc.record({
      params: fc.record(Object.fromEntries(path.map((one) => [one.name, inPath(inUrl(made(one)))]))),
      // Twenty conditions at once find nothing, so what reads the rows found would not run.
      query: fc
        .subarray(optional, { maxLength: Math.min(optional.length, FEW) })
        .chain((some) =>
          fc.record(Object.fromEntries([...required, ...some, ...wrongOne].map((one) => [one.name, inQuery(one)]))),
        )
        .map(membersApart),
      ...(body === null ? {} : { body: wrong === 'body' ? broken(body, '', pool, 0) : valid(body, '', pool) }),
      ...(bodyTypes.length === 0
        ? {}
        : { body: bytes, contentType: wrong === 'bytes' ? fc.constant('text/plain') : fc.constantFrom(...bodyTypes) }),
      headers: wrong === 'headers' ? wrongHeaders : goodHeaders,
    });
  };
  return fc.oneof(
    { weight: 4, arbitrary: wrongAt(null) },
    { weight: 6, arbitrary: fc.constantFrom(...places).chain(wrongAt) },
  );
}

/** Optional fields of one query. */
const FEW = 3;
const placeOf = ({ in: place, name }: Parameter) => `${place} ${name}`;

const header = (name: string, ...values: string[]) =>
  fc.constantFrom(...values).map((value): Record<string, string> => ({ [name]: value }));
const goodHeaders: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.uuid().map((key) => ({ 'idempotency-key': key })) },
  { weight: 1, arbitrary: header('roundsman-version', '2026-11-01') },
);
const wrongHeaders: Arbitrary<Record<string, string>> = fc.oneof(
  header('idempotency-key', 'x', 'same-key-twice', 'y'.repeat(300)),
  header('if-match', '"1"', 'x', '*'),
  header('if-none-match', '*', '"x"'),
  header('roundsman-version', '2020-01-01', 'x'),
);
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 600 }),
  fc.string({ minLength: 1, maxLength: 300 }).map((text) => new TextEncoder().encode(text)),
  fc
    .array(fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }), { minLength: 1, maxLength: 8 })
    .map((rows) =>
      new TextEncoder().encode(`name,street,postcode,city\n${rows.map((row) => row.join(',')).join('\n')}`),
    ),
);

const inUrl = (value: Arbitrary<unknown>): Arbitrary<string> =>
  value.map((one) => (Array.isArray(one) ? one.map(asWord).join(',') : asWord(one)));

/** `{ metadata: { shop: 'x' } }` travels as `metadata[shop]=x`. */
const membersApart = (query: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, one]) => [`${name}[${key}]`, asWord(one)])
        : [[name, asWord(value)]],
    ),
  );

/** A generated object may have a `toString` that is no function. */
const asWord = (one: unknown): string => (typeof one === 'object' ? JSON.stringify(one) : String(one));

/** An empty part would be another path. */
const inPath = (value: Arbitrary<string>) => value.map((one) => (one === '' ? '-' : one.toWellFormed()));

function valid(schema: Schema, field: string, pool: Pool): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valid(one, field, pool)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, field, pool, valid);
    case 'array':
      return fc.array(valid(schema.items ?? {}, field, pool), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      });
    case 'integer':
      // A search that nobody waits for would only heat the machine.
      if (field === 'limitSeconds') return fc.constant(1);
      if (field === 'waitSeconds') return fc.constantFrom(0, 1);
      return fc.oneof(
        fc.integer({ min: least(schema), max: Math.min(most(schema), least(schema) + 5) }),
        fc.constantFrom(least(schema), most(schema)),
      );
    case 'number':
      return field === 'lon' || field === 'lat'
        ? fc.oneof(fc.constantFrom(9.52, 47.14), fc.double({ min: -180, max: 180, noNaN: true }))
        : fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return text(schema, field, pool);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

type Make = (schema: Schema, field: string, pool: Pool) => Arbitrary<unknown>;

const KEYS = ['shop', 'order.id', 'a-b_c', '0', 'constructor', 'Größe', '', '__proto__', 'x'.repeat(41)];

function objectOf({ properties, additionalProperties, required = [] }: Schema, field: string, pool: Pool, make: Make) {
  if (properties === undefined && typeof additionalProperties === 'object')
    return fc.dictionary(fc.constantFrom(...KEYS.slice(0, 5)), make(additionalProperties, field, pool), { maxKeys: 4 });
  const model = Object.fromEntries(
    Object.entries(properties ?? {}).map(([name, one]) => [name, make(one, name, pool)]),
  );
  return fc.record(model, { requiredKeys: [...required] });
}

const BIGGEST = 9_007_199_254_740_991;
const least = ({ minimum }: Schema) => minimum ?? -BIGGEST;
const most = ({ maximum }: Schema) => maximum ?? BIGGEST;

function text({ format, pattern, minLength = 0, maxLength = 4_000 }: Schema, field: string, pool: Pool) {
  if (format === 'uuid') {
    const known = pool.ids(field);
    return known.length > 0
      ? fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.uuid() })
      : fc.uuid();
  }
  if (format === 'date') return fc.constantFrom(...pool.dates, '2000-01-01', '2199-12-31', '2024-02-29');
  if (format === 'date-time')
    return fc.constantFrom(...pool.instants, '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z');
  if (format === 'uri')
    return fc.constantFrom('http://127.0.0.1:9/', 'https://[::1]/x', 'ftp://example.org', 'data:,x');
  if (format === 'email') return fc.emailAddress();
  if (field === 'link') return fc.constantFrom(pool.link, 'rmt_nobody_aaaaaaaaaaaaaaaaaaaaaaaa');
  if (pattern?.includes(':[0-5]')) return fc.constantFrom('00:00', '08:00', '23:59', '24:00', '25:30', '49:59');
  const length = { minLength, maxLength: Math.min(maxLength, minLength + 40) };
  return fc.oneof(
    fc.string(length),
    fc.string({ ...length, unit: 'binary' }),
    fc.constantFrom('x'.repeat(maxLength), 'Müller', '0', "'; --", '%', '_', '\\'),
  );
}

/** The schema's value with one thing wrong in it, at any depth. */
function broken(schema: Schema, field: string, pool: Pool, depth: number): Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(
      null,
      '',
      'x',
      0,
      -1,
      1.5,
      1e300,
      -0,
      true,
      [],
      {},
      [[]],
      '\u0000',
      'a\u0000b',
      '\ud800',
      'x'.repeat(10_000),
      '2026-02-30',
      '2026-13-01',
      'null',
      '99:99',
      '١٢:٣٤',
      '__proto__',
      BIGGEST,
      Number.MIN_SAFE_INTEGER,
      2 ** 31,
      2 ** 63,
      { constructor: { prototype: { polluted: true } } },
    ),
  );
  if (depth > 4) return anything;
  const { properties, additionalProperties, items, anyOf } = schema;
  if (anyOf) return fc.oneof(anything, ...anyOf.map((one) => broken(one, field, pool, depth + 1)));
  if (items)
    return fc.oneof(
      anything,
      fc.array(broken(items, field, pool, depth + 1), { minLength: 1, maxLength: 3 }),
      fc.array(valid(items, field, pool), { minLength: 0, maxLength: 8 }),
    );
  if (!properties && typeof additionalProperties === 'object')
    return fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom(...KEYS), broken(additionalProperties, field, pool, depth + 1), { maxKeys: 6 }),
    );
  if (!properties) return anything;
  const names = Object.keys(properties);
  const whole = valid(schema, field, pool) as Arbitrary<Record<string, unknown>>;
  const one = fc
    .constantFrom(...(names.length > 0 ? names : ['x']))
    .chain((name) =>
      fc
        .tuple(whole, broken(properties[name] ?? {}, name, pool, depth + 1))
        .map(([value, wrong]) => ({ ...value, [name]: wrong })),
    );
  return fc.oneof(
    { weight: 1, arbitrary: anything },
    { weight: 6, arbitrary: one },
    { weight: 1, arbitrary: whole.map((value) => ({ ...value, surprise: 1 })) },
    { weight: 1, arbitrary: whole.map((value) => Object.fromEntries(Object.entries(value).slice(1))) },
  );
}
