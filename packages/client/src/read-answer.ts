import type { Problem } from '@roundsman/api-contract';
import { RefusedError, UnreachableError } from './errors.ts';

/** A refusal as an error. What is not a problem document comes from something on the way, not from the platform. */
export async function readRefusal(response: Response): Promise<RefusedError | UnreachableError> {
  const text = await response.text();
  const problem = problemIn(text);
  if (problem) return new RefusedError({ ...problem, status: response.status });
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    return new UnreachableError('unavailable', `HTTP ${response.status}`);
  }
  return new RefusedError({
    type: 'about:blank',
    title: `The server answered ${response.status} ${response.statusText}`.trim(),
    status: response.status,
    code: `http_${response.status}`,
  });
}

function problemIn(text: string): (Problem & Record<string, unknown>) | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { code, title } = value as Partial<Problem>;
    return typeof code === 'string' && typeof title === 'string' ? (value as Problem & Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
