export type JsonAnswer = Readonly<Record<string, unknown>>;

/** The body as JSON; an empty object when it is none. */
export function jsonOf(text: string): JsonAnswer {
  const value = parse(text);
  return isObject(value) ? value : {};
}

/** The objects of a body that is a list; empty when it is none. */
export function listOf(text: string): readonly JsonAnswer[] {
  return objectsIn(parse(text));
}

export const objectsIn = (value: unknown): readonly JsonAnswer[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** The first of a list of objects, or an empty one. */
export const firstOf = (value: unknown): JsonAnswer => objectsIn(value)[0] ?? {};

export const objectOf = (value: unknown): JsonAnswer => (isObject(value) ? value : {});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is JsonAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
