import { RefusedError, UnreachableError } from '@roundsman/client';

/** What a person is told when something went wrong: what happened, and what would be right if anybody knows. */
export interface ProblemWords {
  title: string;
  remedy: string | null;
  fields: readonly { field: string; message: string }[];
}

export function problemWords(error: unknown): ProblemWords {
  if (error instanceof RefusedError) {
    const { title, detail } = error.problem;
    return { title: detail ?? title, remedy: error.remedy ?? null, fields: error.fields };
  }
  if (error instanceof UnreachableError) {
    return { title: error.message, remedy: 'Check the connection, then try again.', fields: [] };
  }
  return { title: error instanceof Error ? error.message : 'Something unexpected happened', remedy: null, fields: [] };
}

/** On one line, with what was wrong in each field. */
export function problemLine(error: unknown): string {
  const { title, remedy, fields } = problemWords(error);
  const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
  const told = fields.filter(({ message }) => message !== title);
  const parts = [title, ...told.map(({ field, message }) => `${field}: ${message}`), ...(remedy ? [remedy] : [])];
  return parts.map(sentence).join(' ');
}
