import { Problem } from './problem.ts';

const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The cursor of a list that pages by id, as it came from outside. Problem 422 `cursor_invalid`. */
export function idCursor(after: string): string {
  if (uuid.test(after)) return after;
  throw new Problem({
    status: 422,
    code: 'cursor_invalid',
    title: 'This is no cursor of a page',
    remedy: 'Give back the `next` of the page before, or leave it out.',
    fields: [{ field: 'query.after', code: 'cursor_invalid', message: 'Not a cursor of this list' }],
  });
}
