import type { FieldProblem } from '../problem.ts';

/** U+0000, or half of a surrogate pair: neither is text that UTF-8 and PostgreSQL can keep. */
const unstorable = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
/** Deeper than any of our schemas. */
const deepest = 40;
const mostReported = 20;

/** Every text in a value (and name of a field) that cannot be stored, by its path. */
export function findUnstorableText(value: unknown, path: readonly (string | number)[]): FieldProblem[] {
  const found: FieldProblem[] = [];
  walk(value, path, found);
  return found;
}

function walk(value: unknown, path: readonly (string | number)[], found: FieldProblem[]): void {
  if (found.length >= mostReported || path.length > deepest) return;
  if (typeof value === 'string') {
    if (unstorable.test(value)) found.push(refusal(path));
  } else if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) walk(one, [...path, at], found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      if (unstorable.test(name)) found.push(refusal(path));
      else walk(one, [...path, name], found);
    }
  }
}

const refusal = (path: readonly (string | number)[]): FieldProblem => ({
  field: path.join('.'),
  code: 'unstorable_text',
  message: 'It holds a NUL or half a character, which no text may.',
  remedy: 'Leave that character out, and send whole UTF-8.',
});
