import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

/** Every list of the Public API takes `fields`: only those of each row are answered. */
export const FIELDS_PARAMETER = 'fields';

const MOST_FIELDS = 40;

/** The fields that a list's rows have, one level down with a dot; null for endpoints that are no lists. */
export function rowFieldsOf(endpoint: Endpoint): ReadonlySet<string> | null {
  const known = cache.get(endpoint);
  if (known !== undefined) return known;
  const fields = findRowFields(endpoint);
  cache.set(endpoint, fields);
  return fields;
}

const cache = new WeakMap<Endpoint, ReadonlySet<string> | null>();

function findRowFields({ door, method, answer, query }: Endpoint): ReadonlySet<string> | null {
  if (door !== 'public' || method !== 'GET' || !(answer instanceof z.ZodObject)) return null;
  const rows: unknown = answer.shape.rows;
  if (!(rows instanceof z.ZodArray) || !(rows.element instanceof z.ZodObject)) return null;
  if (query instanceof z.ZodObject && FIELDS_PARAMETER in query.shape) return null;
  const fields = new Set<string>();
  for (const [name, type] of Object.entries(rows.element.shape as Record<string, z.ZodType>)) {
    fields.add(name);
    const inner = bare(type);
    if (inner instanceof z.ZodObject) for (const part of Object.keys(inner.shape)) fields.add(`${name}.${part}`);
  }
  return fields;
}

function bare(type: z.ZodType): z.ZodType {
  return type instanceof z.ZodNullable || type instanceof z.ZodOptional ? bare(type.unwrap() as z.ZodType) : type;
}

/** What was asked for: the names, or those that no row has. `id` is always among them. */
export function readFields(
  endpoint: Endpoint,
  given: string,
): { readonly fields: readonly string[] } | { readonly unknown: readonly string[]; readonly known: readonly string[] } {
  const known = rowFieldsOf(endpoint) ?? new Set<string>();
  const names = [...new Set(given.split(',').map((name) => name.trim()))].filter((name) => name !== '');
  const unknown = names.filter((name) => !known.has(name)).slice(0, MOST_FIELDS);
  if (unknown.length > 0 || names.length === 0 || names.length > MOST_FIELDS) return { unknown, known: [...known] };
  return { fields: known.has('id') ? [...new Set(['id', ...names])] : names };
}

/** A row reduced to the fields named, `address.line` as `{ address: { line } }`. */
export function pickFields(row: object, fields: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const path of fields) {
    const [name, part] = path.split('.') as [string, string?];
    const value = (row as Record<string, unknown>)[name];
    if (part === undefined) picked[name] = value;
    else if (value === null || value === undefined) picked[name] ??= value ?? null;
    else picked[name] = { ...(picked[name] as object | undefined), [part]: (value as Record<string, unknown>)[part] };
  }
  return picked;
}
