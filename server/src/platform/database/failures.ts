import { Problem } from '../problem.ts';

/** What the driver and PostgreSQL give us to tell one failure from another. */
interface DriverError extends Error {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
}

/** Bounded: an error that is its own cause must not hang us. */
const deepestCause = 5;

function causes(error: unknown): DriverError[] {
  const chain: DriverError[] = [];
  for (let at = error; at instanceof Error && chain.length < deepestCause; at = at.cause) chain.push(at as DriverError);
  return chain;
}

/** The SQLSTATE (or the operating system's code) beneath whatever wrapped it. */
export function failureCode(error: unknown): string | null {
  return causes(error).find((cause) => typeof cause.code === 'string')?.code ?? null;
}

/** The transaction lost a race that running it again can win. */
export function isWorthRetrying(error: unknown): boolean {
  const code = failureCode(error);
  // Two took the same next number at once: the second finds the one after it.
  const sameCode = causes(error).some((cause) => cause.code === '23505' && cause.constraint?.endsWith('_code'));
  return code === '40001' || code === '40P01' || sameCode;
}

const lostConnection =
  /^(08|57P0[1-4]|53300)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
const silenceWords = /^query read timeout$/i;
const lostConnectionWords =
  /query read timeout|connection terminated|client was closed|timeout exceeded when trying to connect|not queryable|cannot use a pool/i;

/** The database cannot be reached just now: gone, starting up, stopping, or out of connections. */
export function isUnavailable(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      (typeof cause.code === 'string' && lostConnection.test(cause.code) && !(cause instanceof Problem)) ||
      lostConnectionWords.test(cause.message),
  );
}

/** It did not answer at all, not even that it takes too long: a line that swallows everything, or a machine that hangs. */
export function isSilent(error: unknown): boolean {
  return causes(error).some(({ message }) => silenceWords.test(message));
}

/** True when the named unique constraint (or any, unless named) refused a row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return causes(error).some(
    (cause) => cause.code === '23505' && (constraint === undefined || cause.constraint === constraint),
  );
}

/**
 * The column of a reference that leads nowhere, in camelCase: null when it was not that. References hold the
 * organisation, so another's row is missing exactly as one that never was.
 */
export function unknownReference(error: unknown): string | null {
  const refused = causes(error).find(({ code }) => code === '23503');
  // Row-level security keeps the key out of the detail; the constraint is named `<table>_<column>_fkey`.
  const prefix = `${refused?.table}_`;
  if (!refused?.constraint?.startsWith(prefix)) return null;
  const column = refused.constraint.slice(prefix.length).replace(/_fkey$/, '');
  return column.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}

/** True when a row cannot go because others refer to it. */
export function isReferredTo(error: unknown): boolean {
  return causes(error).some(({ code }) => code === '23503');
}

export function databaseUnavailable(): Problem {
  return new Problem({
    status: 503,
    code: 'database_unavailable',
    title: 'The database cannot be reached just now',
    remedy: 'Send the request again in a moment, with the same Idempotency-Key; nothing is done twice.',
    retryAfterSeconds: 1,
  });
}
