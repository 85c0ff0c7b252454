import { IntlMessageFormat } from 'intl-messageformat';

import { VARIABLES, type Variables } from './catalogue.ts';

export interface WordsFault {
  readonly code: 'unknown_variable' | 'not_understood';
  readonly message: string;
}

const MOST_KEPT = 2_000;
const parsed = new Map<string, IntlMessageFormat>();

/** ICU MessageFormat: plurals, choices, and variables by name. Values are text, never patterns. */
export function formatWords(pattern: string, variables: Variables, language: string): string {
  return String(parse(pattern, language).format(variables));
}

/** What is wrong with words somebody wrote: a variable that does not exist, or a pattern that cannot be read. */
export function checkWords(pattern: string): WordsFault[] {
  try {
    const unknown = variablesIn(parse(pattern, 'en').getAst()).filter((name) => !(name in VARIABLES));
    return [...new Set(unknown)].map((name) => ({
      code: 'unknown_variable',
      message: `There is no variable {${name}}. There are: ${Object.keys(VARIABLES).join(', ')}.`,
    }));
  } catch (error) {
    return [{ code: 'not_understood', message: error instanceof Error ? error.message : String(error) }];
  }
}

function parse(pattern: string, language: string): IntlMessageFormat {
  const key = `${language} ${pattern}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  // Words are text: a "<" in them is a less-than sign.
  const format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
  if (parsed.size >= MOST_KEPT) parsed.clear();
  parsed.set(key, format);
  return format;
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Element types of the parser: 0 is literal text and 7 the `#` of a plural; all others name a variable. */
function variablesIn(elements: readonly Element[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === 0 || element.type === 7) return [];
    const inside =
      'options' in element ? Object.values(element.options).flatMap(({ value }) => variablesIn(value)) : [];
    return [element.value, ...inside];
  });
}
