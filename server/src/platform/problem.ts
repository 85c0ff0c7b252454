import type { ProblemCode } from '@roundsman/api-contract';
import type { JsonObject, JsonValue } from './json.ts';

/** One thing wrong in the input: where, which kind of fault, in words, and what would be right. */
export interface FieldProblem {
  /** Path into the input: `body.windows[0].from`, `query.limit`, `params.jobId`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface ProblemInput {
  readonly status: number;
  /** Stable: programs branch on it. */
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail?: string;
  readonly remedy?: string;
  readonly fields?: readonly FieldProblem[];
  /** Further members of the document, for example the id of the job that a new one seems to repeat. */
  readonly extra?: JsonObject;
  /** Sent as the header Retry-After. */
  readonly retryAfterSeconds?: number;
}

/** A refusal: travels as an RFC 9457 problem document (`application/problem+json`). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly title: string;
  readonly detail: string | undefined;
  readonly remedy: string | undefined;
  readonly fields: readonly FieldProblem[];
  readonly extra: JsonObject;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: ProblemInput) {
    super(problem.detail === undefined ? problem.title : `${problem.title}: ${problem.detail}`);
    this.status = problem.status;
    this.code = problem.code;
    this.title = problem.title;
    this.detail = problem.detail;
    this.remedy = problem.remedy;
    this.fields = problem.fields ?? [];
    this.extra = problem.extra ?? {};
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }

  /** The document's members, `instance` aside (the door adds the request's id). */
  toDocument(): Record<string, JsonValue> {
    return {
      ...this.extra,
      type: `urn:roundsman:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
      ...(this.fields.length === 0 ? {} : { fields: this.fields.map((field) => ({ ...field })) }),
    };
  }
}
