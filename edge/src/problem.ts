import type { ZodType, z } from 'zod';

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
  remedy?: string;
}

export interface ProblemInput {
  status: number;
  /** Stable, snake_case: programs branch on it. */
  code: string;
  title: string;
  detail?: string;
  remedy?: string;
  fields?: FieldProblem[];
}

/** A refusal; travels as an RFC 9457 problem document. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly document: Record<string, unknown>;

  constructor({ status, code, title, ...rest }: ProblemInput) {
    super(rest.detail === undefined ? title : `${title}: ${rest.detail}`);
    this.status = status;
    this.document = { type: `urn:roundsman:problem:${code}`, title, status, code, ...rest };
  }
}

/** The input as its schema says it is, or a 422 that names every field that is not. */
export function parseInput<S extends ZodType>(schema: S, input: unknown): z.infer<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Problem({
    status: 422,
    code: 'invalid_input',
    title: 'The request is not as it should be',
    fields: parsed.error.issues.slice(0, 50).map((issue) => ({
      field: issue.path.join('.') || 'body',
      code: issue.code,
      message: issue.message,
    })),
  });
}
