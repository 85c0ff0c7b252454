import { databaseUnavailable, failureCode, isUnavailable, unknownReference } from '../database/index.ts';
import { Problem } from '../problem.ts';

/** What Fastify gives its own refusals. */
interface FrameworkError extends Error {
  readonly code?: string;
  readonly statusCode?: number;
}

/** Every error as a refusal that says what was wrong; null for a fault of our own, which is answered 500 and logged. */
export function errorToProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return databaseUnavailable();
  if (diskIsFull(error)) return new Problem(diskFull);
  const reference = unknownReference(error);
  if (reference !== null) return referenceUnknown(reference);
  const { code = '', statusCode = 500 } = error as FrameworkError;
  const known = frameworkProblems[code];
  if (known) return new Problem(known);
  if (statusCode < 400 || statusCode >= 500) return null;
  return new Problem({
    status: statusCode,
    code: 'bad_request',
    title: 'The request cannot be read',
    detail: (error as Error).message,
  });
}

function referenceUnknown(field: string): Problem {
  return new Problem({
    status: 422,
    code: 'reference_unknown',
    title: 'What the request refers to does not exist',
    detail: `${field} leads to nothing.`,
    remedy: 'Give the id of something that exists in your organisation.',
    fields: [{ field, code: 'reference_unknown', message: 'There is nothing with this id' }],
  });
}

export function malformedJson(detail: string): Problem {
  return new Problem({
    status: 400,
    code: 'malformed_json',
    title: 'The body is not JSON',
    detail,
    remedy: 'Send one JSON value in UTF-8, with Content-Type: application/json.',
  });
}

export function unsupportedMediaType(given: string | undefined, accepted: readonly string[]): Problem {
  return new Problem({
    status: 415,
    code: 'unsupported_media_type',
    title: 'This kind of body is not taken here',
    detail: given === undefined ? 'The request does not say what its body is.' : `The body is ${given}.`,
    remedy: `Send Content-Type: ${accepted.join(' or ')}.`,
  });
}

/** Of bodies of raw bytes: what is too long is a file. */
export function fileTooLarge(limitBytes: number): Problem {
  return new Problem({
    status: 413,
    code: 'file_too_large',
    title: 'The file is too large',
    remedy: `Send at most ${limitBytes} bytes.`,
  });
}

export function internalError(): Problem {
  return new Problem({
    status: 500,
    code: 'internal_error',
    title: 'Something went wrong on our side',
    remedy: 'Send the request again with the same Idempotency-Key; if it stays so, tell us the instance.',
  });
}

/** The operating system's word, or PostgreSQL's. */
function diskIsFull(error: unknown): boolean {
  const code = failureCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100';
}

const diskFull: ConstructorParameters<typeof Problem>[0] = {
  status: 507,
  code: 'disk_full',
  title: 'There is no room left on the disk',
  detail: 'Nothing of this request was kept; what was kept before is whole and can be read.',
  remedy: 'Make room on the disk of DATA_DIR or of the database, then send it again with the same Idempotency-Key.',
  retryAfterSeconds: 60,
};

const frameworkProblems: Readonly<Record<string, ConstructorParameters<typeof Problem>[0]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    status: 413,
    code: 'body_too_large',
    title: 'The body is too large',
    remedy: 'Send less at once.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    status: 400,
    code: 'wrong_content_length',
    title: 'The body is not as long as Content-Length says',
    remedy: 'Send the whole body.',
  },
  FST_ERR_BAD_URL: {
    status: 400,
    code: 'bad_url',
    title: 'The path cannot be read',
    remedy: 'Percent-encode it as UTF-8.',
  },
  FST_ERR_MAX_PARAM_LENGTH_EXCEEDED: { status: 414, code: 'path_too_long', title: 'A part of the path is too long' },
};
