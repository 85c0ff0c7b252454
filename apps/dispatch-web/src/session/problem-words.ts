import { RefusedError, UnreachableError } from '@roundsman/client';

/** What a person is told when something went wrong: what happened, and what would be right if anybody knows. */
export interface ProblemWords {
  title: string;
  remedy: string | null;
  fields: readonly { field: string; message: string; remedy?: string | undefined }[];
}

export function problemWords(error: unknown): ProblemWords {
  if (error instanceof RefusedError) {
    const { title, detail, code } = error.problem;
    // Its remedy is for programs, which send tags.
    if (code === 'changed_meanwhile') return { title, remedy: 'Look at it as it is now, then change it.', fields: [] };
    return { title: detail ?? title, remedy: error.remedy ?? null, fields: error.fields };
  }
  if (error instanceof UnreachableError) {
    return { title: error.message, remedy: 'Check the connection, then try again.', fields: [] };
  }
  return { title: error instanceof Error ? error.message : 'Something unexpected happened', remedy: null, fields: [] };
}

/** `body.emailDomains` is how programs call it; people read `E-mail domains`. */
export function fieldWords(field: string): string {
  const name = field
    .replace(/^(body|query|params)\./, '')
    .replace(/\.(\d+)(?=\.|$)/g, (_, at: string) => ` ${Number(at) + 1}`);
  const words = name
    .replaceAll('.', ', ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/\bemail\b/gi, 'e-mail')
    .replace(/ id\b/g, '');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What is wrong in one field of a form, to stand beside it; null when nothing is. */
export function fieldProblem(error: unknown, field: string): string | null {
  const found = problemWords(error).fields.filter((one) => one.field === field);
  if (found.length === 0) return null;
  return found.map(({ message, remedy }) => (remedy ? `${sentence(message)} ${remedy}` : message)).join(' ');
}

/** On one line, with what was wrong in each field, but for those beside which it stands already. */
export function problemLine(error: unknown, shownFields: readonly string[] = []): string {
  const { title, remedy, fields } = problemWords(error);
  const told = fields.filter(({ field, message }) => message !== title && !shownFields.includes(field));
  const inFields = told.map(({ field, message }) => `${fieldWords(field)}: ${message}`);
  return [title, ...inFields, ...(remedy ? [remedy] : [])].map(sentence).join(' ');
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
