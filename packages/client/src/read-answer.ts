import type { Problem } from '@roundsman/api-contract';
import { RefusedError, UnreachableError } from './errors.ts';

/** A refusal as an error. What is not a problem document comes from something on the way, not from the platform. */
export async function readRefusal(response: Response): Promise<RefusedError | UnreachableError> {
  const text = await response.text();
  const problem = problemIn(text);
  if (problem) return new RefusedError({ ...problem, status: response.status });
  if ([502, 503, 504].includes(response.status)) return new UnreachableError('unavailable', `HTTP ${response.status}`);
  return new RefusedError({
    type: 'about:blank',
    title: `The server answered ${response.status}`,
    status: response.status,
    code: `http_${response.status}`,
  });
}

function problemIn(text: string): (Problem & Record<string, unknown>) | null {
  try {
    const value = JSON.parse(text) as (Problem & Record<string, unknown>) | null;
    return typeof value?.code === 'string' && typeof value.title === 'string' ? value : null;
  } catch {
    return null;
  }
}
