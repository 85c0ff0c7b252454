import { problemLine, problemWords } from '../session/problem-words.ts';
import type { Problems } from './line-values.ts';

/** What the form has a place for; the rest is told above the buttons. */
const SHOWN =
  /^(contact\.|address|access|point|actions|serviceDate|windows|slot|service|skills|operators|priority|notes|order|merchant|branch)/;

/** Refusals that are about the slot, whichever call they answer. */
const OF_THE_SLOT = new Set([
  'slot_full',
  'date_closed',
  'slot_too_soon',
  'hold_expired',
  'hold_over',
  'hold_unknown',
  'larger_than_held',
  'day_changed',
]);

/** A refusal of the API, each problem at the field that it names, and on one line what has no field. */
export function problemsOf(error: unknown): { fields: Problems; line: string | null } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (OF_THE_SLOT.has(code)) return { fields: { slot: problemLine(error, namesIn(error)) }, line: null };
  const fields: Record<string, string> = {};
  for (const { field, message, remedy } of problemWords(error).fields) {
    const name = formField(field);
    if (!SHOWN.test(name)) continue;
    const words = [message, remedy].filter(Boolean).join(' ');
    fields[name] = fields[name] ? `${fields[name]} ${words}` : words;
  }
  const shown = namesIn(error).filter((field) => SHOWN.test(formField(field)));
  return { fields, line: problemLine(error, shown) };
}

const namesIn = (error: unknown): string[] => problemWords(error).fields.map(({ field }) => field);

/** `body.job.actions[0].quantity` of a request is `actions.0.quantity` here. */
function formField(field: string): string {
  return field
    .replace(/^(body|query|params)\./, '')
    .replace(/^(job|visit)\./, '')
    .replace(/\[(\d+)\]/g, '.$1');
}

/** What stands at one field: its own problem and those of its parts that have no field of their own. */
export function problemAt(problems: Problems, field: string, ownParts: readonly string[] = []): string | undefined {
  const mine = Object.entries(problems).filter(
    ([name]) => name === field || (name.startsWith(`${field}.`) && !ownParts.includes(name)),
  );
  return mine.length > 0 ? mine.map(([, words]) => words).join(' ') : undefined;
}
