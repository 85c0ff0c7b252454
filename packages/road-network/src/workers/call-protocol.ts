import { RoadError, type RoadErrorCode } from '../road-error.ts';

/** What a worker offers: named questions with one argument each, so that both sides agree by type. */
export type Calls = Record<string, (question: never) => Promise<unknown>>;

export type CallMessage = { id: number; name: string; question: unknown };

export type WorkerMessage =
  | { kind: 'ready'; greeting: unknown }
  | { kind: 'refused'; fault: Fault }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'fault'; id: number; fault: Fault }
  | { kind: 'progress'; progress: unknown };

/** An error as it crosses threads: a class would arrive as a bare Error. */
export interface Fault {
  readonly code: RoadErrorCode | null;
  readonly message: string;
  readonly remedy: string;
  readonly field: string | null;
  readonly stack: string | undefined;
}

export function toFault(error: unknown): Fault {
  const { message, stack } = error as Error;
  if (error instanceof RoadError) return { code: error.code, message, remedy: error.remedy, field: error.field, stack };
  return { code: null, message, remedy: '', field: null, stack };
}

export function fromFault(fault: Fault): Error {
  const { code, message, remedy, field } = fault;
  const error = code ? new RoadError({ code, message, remedy, field }) : new Error(message);
  if (fault.stack) error.stack = fault.stack;
  return error;
}
