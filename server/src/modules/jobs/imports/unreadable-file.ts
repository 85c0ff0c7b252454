import type { ProblemCode } from '@roundsman/api-contract';
import { Problem } from '../../../platform/index.ts';

export const LARGEST_FILE_BYTES = 20 * 1024 * 1024;
export const MOST_ROWS = 50_000;

export function fileTooLarge(detail: string, remedy: string): Problem {
  return new Problem({ status: 413, code: 'file_too_large', title: 'The file is too large', detail, remedy });
}

/** 422: the file as a whole cannot be read; nothing of it was kept. */
export function fileUnreadable(code: ProblemCode, title: string, remedy: string, detail?: string): Problem {
  return new Problem({ status: 422, code, title, remedy, ...(detail === undefined ? {} : { detail }) });
}
