import { fieldProblem, problemLine, problemWords } from '../session/problem-words.ts';

/** What is wrong, by the name that the API gives the field. */
export type Faults = Readonly<Record<string, string>>;
export type FaultOf = (field: string) => string | null;

interface Refusal {
  readonly faults: Faults;
  /** What happened, with what has no field in the form. */
  readonly words: string;
}

/** Lays what the API refused beside the fields of a form: `body.breaks.0.latest` belongs to a form's `breaks`. */
export function refusalOf(error: unknown, formFields: readonly string[]): Refusal {
  const homes = problemWords(error).fields.flatMap(({ field }) => {
    const name = field.replace(/^body\./, '');
    const home = formFields.find((one) => name === one || name.startsWith(`${one}.`));
    return home === undefined ? [] : [{ field, home }];
  });
  // The first of a field is the one to mend first.
  const faults = Object.fromEntries(
    homes.toReversed().map(({ field, home }) => [home, fieldProblem(error, field) ?? '']),
  );
  return {
    faults,
    words: problemLine(
      error,
      homes.map(({ field }) => field),
    ),
  };
}
