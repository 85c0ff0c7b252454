import type { Problem } from '@roundsman/api-contract';

/** The platform answered and said no. `code` is stable and for programs; `message` and `remedy` are for people. */
export class RefusedError extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string | undefined;
  readonly fields: NonNullable<Problem['fields']>;
  /** The whole problem document, with whatever else its code brings along. */
  readonly problem: Problem & Readonly<Record<string, unknown>>;

  constructor(problem: Problem & Record<string, unknown>) {
    super(problem.detail ?? problem.title);
    this.name = 'RefusedError';
    this.status = problem.status;
    this.code = problem.code;
    this.remedy = problem.remedy;
    this.fields = problem.fields ?? [];
    this.problem = problem;
  }

  /** Trying the same again later may go well: busy, overloaded, restarting or broken over there. */
  get mayPass(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408 || this.code === 'still_running';
  }
}

/** Nothing answered in time. For a write it is unknown whether it happened: repeat it with the same key. */
export class UnreachableError extends Error {
  readonly reason: 'network' | 'timeout' | 'unavailable';
  readonly mayPass = true;

  constructor(reason: UnreachableError['reason'], cause?: unknown) {
    const words = {
      network: 'No connection',
      timeout: 'No answer in time',
      unavailable: 'The platform is not available',
    };
    super(words[reason], { cause });
    this.name = 'UnreachableError';
    this.reason = reason;
  }
}

/** True for what may go well later; false for a refusal, and for any error that is not the network's. */
export function mayPass(error: unknown): boolean {
  return (error instanceof RefusedError || error instanceof UnreachableError) && error.mayPass;
}
