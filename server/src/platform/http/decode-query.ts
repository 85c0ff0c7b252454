import type { z } from 'zod';

import type { FieldProblem } from '../problem.ts';

type Declared = 'number' | 'boolean' | 'list' | 'record' | 'text';

interface Field {
  readonly type: Declared;
  readonly element: Declared;
}

/** Turns the strings of a query into what the schema declares, so that no schema needs to coerce. */
export interface QueryDecoder {
  /** Values that are not of their declared type stay strings, for the schema to refuse. */
  decode(search: URLSearchParams): { query: Record<string, unknown>; faults: FieldProblem[] };
}

export function queryDecoder(schema: z.ZodType | undefined): QueryDecoder {
  const fields = new Map(Object.entries(shapeOf(schema)).map(([name, type]) => [name, describe(type)]));
  const names = [...fields.keys()];
  return {
    decode(search) {
      const query: Record<string, unknown> = {};
      const faults: FieldProblem[] = [];
      const records = new Map<string, Map<string, string>>();
      for (const name of new Set(search.keys())) {
        const field = fields.get(name);
        const values = search.getAll(name);
        if (field?.type !== 'list' && values.length > 1) faults.push(repeated(name));
        if (!field) {
          const member = memberOf(name, fields);
          if (!member) faults.push(unknown(name, names));
          else records.set(member.of, (records.get(member.of) ?? new Map()).set(member.key, values[0]!));
          continue;
        }
        query[name] = field.type === 'list' ? decodeList(values, field.element) : decodeOne(values[0]!, field.type);
      }
      for (const [name, members] of records) query[name] = Object.fromEntries(members);
      return { query, faults };
    },
  };
}

/** `metadata[shop]` is the member `shop` of the record `metadata`. A schema would drop `__proto__` without a word. */
function memberOf(name: string, fields: ReadonlyMap<string, Field>): { of: string; key: string } | null {
  const [, of, key] = /^(\w+)\[([^[\]]+)\]$/.exec(name) ?? [];
  if (of === undefined || key === undefined || key === '__proto__') return null;
  return fields.get(of)?.type === 'record' ? { of, key } : null;
}

/** Lists travel comma-separated or repeated; an empty one is an empty list. */
function decodeList(values: readonly string[], element: Declared): unknown[] {
  return values.flatMap((value) => (value === '' ? [] : value.split(','))).map((value) => decodeOne(value, element));
}

function decodeOne(value: string, type: Declared): unknown {
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}

/** What zod's types carry at run time, one level at a time. */
interface Definition {
  readonly type: string;
  readonly innerType?: { readonly def: Definition };
  readonly element?: { readonly def: Definition };
}

function shapeOf(schema: z.ZodType | undefined): Record<string, { readonly def: Definition }> {
  if (schema === undefined) return {};
  if (!('shape' in schema)) throw new TypeError('The query of an endpoint is declared as z.object');
  return schema.shape as Record<string, { readonly def: Definition }>;
}

function describe(type: { readonly def: Definition }): Field {
  const definition = unwrap(type.def);
  const element = definition.element ? declared(unwrap(definition.element.def)) : 'text';
  return { type: declared(definition), element };
}

function unwrap(definition: Definition): Definition {
  return definition.innerType ? unwrap(definition.innerType.def) : definition;
}

function declared({ type }: Definition): Declared {
  return type === 'number' || type === 'boolean' || type === 'record' ? type : type === 'array' ? 'list' : 'text';
}

function unknown(name: string, names: readonly string[]): FieldProblem {
  const known = names.length === 0 ? 'This endpoint takes none.' : `Known here: ${names.join(', ')}.`;
  return {
    field: `query.${name}`,
    code: 'unknown_parameter',
    message: 'There is no such query parameter.',
    remedy: known,
  };
}

function repeated(name: string): FieldProblem {
  return {
    field: `query.${name}`,
    code: 'repeated',
    message: 'This parameter is given more than once.',
    remedy: 'Give it once.',
  };
}
