import { RoadError } from '../road-error.ts';

const MAX_TEXT = 300;
const MAX_QUERIES = 10_000;
const MAX_SUGGESTIONS = 20;
const USUAL_SUGGESTIONS = 8;

/** @throws RoadError `bad_request` */
export function checkText(text: string, field: string): void {
  if (typeof text === 'string' && text.length <= MAX_TEXT) return;
  throw new RoadError({
    code: 'bad_request',
    field,
    message: typeof text === 'string' ? `${field} holds ${text.length} characters.` : `${field} is not a text.`,
    remedy: `Give a text of at most ${MAX_TEXT} characters.`,
  });
}

/** @throws RoadError `too_large` */
export function checkMany(queries: readonly unknown[]): void {
  if (queries.length <= MAX_QUERIES) return;
  throw new RoadError({
    code: 'too_large',
    message: `${queries.length} addresses came; one question may hold ${MAX_QUERIES}.`,
    remedy: 'Ask in smaller parts.',
  });
}

/** The number of suggestions asked for, or the usual one. @throws RoadError `bad_request` */
export function checkLimit(limit = USUAL_SUGGESTIONS): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_SUGGESTIONS) return limit;
  throw new RoadError({
    code: 'bad_request',
    field: 'limit',
    message: `${limit} suggestions were asked for.`,
    remedy: `Ask for 1 … ${MAX_SUGGESTIONS}.`,
  });
}
