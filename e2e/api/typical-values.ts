import { doorPrefixes, type Endpoint, openApiDocument } from '@roundsman/api-contract';

/** As the OpenAPI document has it: what zod prints of the contract's schemas. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  /** For bodies of raw bytes. */
  readonly bodyTypes: readonly string[];
}

interface Printed {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const { paths } = openApiDocument('http://127.0.0.1') as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Printed>>>>;
};

/** The endpoint as somebody sees it who has nothing but the OpenAPI document. */
export function operationOf(endpoint: Endpoint): Operation {
  const printed = paths[`${doorPrefixes[endpoint.door]}${endpoint.path}`]?.[endpoint.method.toLowerCase()];
  if (!printed) throw new Error(`${endpoint.id} is not in the OpenAPI document`);
  const content = printed.requestBody?.content ?? {};
  const { 'application/json': json, ...raw } = content;
  return { parameters: printed.parameters, body: json?.schema ?? null, bodyTypes: Object.keys(raw) };
}

/** The path to a value inside a body; numbers are places in a list. */
export type Place = readonly (string | number)[];

/** What stands for a value that the schema alone cannot know: an id of the right kind, a day, a time. */
export interface Vocabulary {
  id(field: string): string;
  readonly date: string;
  readonly instant: string;
  readonly link: string;
}

/** A value that the schema takes, with what is required and whatever lies on the way to `place`. */
export function typicalValue(schema: Schema, words: Vocabulary, field = '', place: Place | null = null): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return typicalValue(branchTo(schema.anyOf), words, field, place);
  const [next, ...rest] = place ?? [];
  if (schema.properties) {
    const wanted = Object.entries(schema.properties).filter(
      ([name]) => schema.required?.includes(name) || name === next,
    );
    return Object.fromEntries(
      wanted.map(([name, inner]) => [name, typicalValue(inner, words, name, name === next ? rest : null)]),
    );
  }
  if (schema.type === 'array') {
    const wanted = Math.max(schema.minItems ?? 0, typeof next === 'number' ? next + 1 : 0);
    return Array.from({ length: wanted }, (_, at) =>
      typicalValue(schema.items ?? {}, words, field, at === next ? rest : null),
    );
  }
  return scalar(schema, words, field);
}

/** Every place of the body where the document says that an id stands, one entry of each list. */
export function idPlaces(schema: Schema, at: Place = []): Place[] {
  if (schema.format === 'uuid') return [at];
  if (schema.anyOf) return schema.anyOf.flatMap((one) => idPlaces(one, at));
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, one]) => idPlaces(one, [...at, name]));
  return schema.items ? idPlaces(schema.items, [...at, 0]) : [];
}

/** A copy with `value` at `place`, whose way must be there. */
export function withValueAt(body: unknown, place: Place, value: unknown): unknown {
  const [next, ...rest] = place;
  if (next === undefined) return value;
  const inner = (body as Record<string | number, unknown>)[next];
  if (Array.isArray(body)) return body.map((one, at) => (at === next ? withValueAt(inner, rest, value) : one));
  return { ...(body as object), [next]: withValueAt(inner, rest, value) };
}

const branchTo = (branches: readonly Schema[]): Schema =>
  branches.find(({ type }) => type !== 'null') ?? branches[0] ?? {};

function scalar(schema: Schema, words: Vocabulary, field: string): unknown {
  switch (schema.type) {
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'integer':
    case 'number':
      if (field === 'lon') return 9.52;
      if (field === 'lat') return 47.14;
      return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
    default:
      return text(schema, words, field);
  }
}

function text({ format, pattern, minLength = 0 }: Schema, words: Vocabulary, field: string): string {
  if (format === 'uuid') return words.id(field);
  if (format === 'date') return words.date;
  if (format === 'date-time') return words.instant;
  if (format === 'uri') return 'https://example.org/hook';
  if (format === 'email') return 'somebody@example.org';
  if (field === 'link') return words.link;
  if (pattern?.includes(':[0-5]')) return field === 'to' || field === 'latest' ? '12:00' : '08:00';
  return 'Word'.padEnd(minLength, '.');
}
