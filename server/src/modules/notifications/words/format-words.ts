import { IntlMessageFormat } from 'intl-messageformat';

import { NUMBERS, VARIABLES, type Variables } from './catalogue.ts';

export interface WordsFault {
  readonly code: 'unknown_variable' | 'not_a_number' | 'not_understood';
  /** What is wrong, beginning with the place: `Line 2, column 7: …`. */
  readonly message: string;
}

const MOST_KEPT = 2_000;
const parsed = new Map<string, IntlMessageFormat>();

/** ICU MessageFormat: plurals, choices, and variables by name. Values are text, never patterns. */
export function formatWords(pattern: string, variables: Variables, language: string): string {
  return String(parse(pattern, language).format(variables));
}

/** What is wrong with words somebody wrote, and where: a variable that does not exist, a count of text, a pattern that cannot be read. */
export function checkWords(pattern: string): WordsFault[] {
  try {
    const format = new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true, captureLocation: true });
    const faults = faultsIn(format.getAst());
    // What can be read may still ask for what cannot be done: a date of a name, a format that nobody knows.
    if (faults.length === 0) format.format(ANY_VALUES);
    return faults;
  } catch (error) {
    return [{ code: 'not_understood', message: `${placeOf(error)}${wordsOfError(error)}` }];
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

const ANY_VALUES = Object.fromEntries(
  Object.keys(VARIABLES).map((name) => [name, NUMBERS.some((number) => number === name) ? 2 : 'yes']),
);

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Element types of the parser. */
const LITERAL = 0;
const NUMBER = 2;
const PLURAL = 6;
const POUND = 7;

function faultsIn(elements: readonly Element[]): WordsFault[] {
  return elements.flatMap((element): WordsFault[] => {
    if (element.type === LITERAL || element.type === POUND) return [];
    const inside = 'options' in element ? Object.values(element.options).flatMap(({ value }) => faultsIn(value)) : [];
    return [...faultsOf(element.value, element.type, placeOf(element)), ...inside];
  });
}

function faultsOf(name: string, type: number, place: string): WordsFault[] {
  if (!(name in VARIABLES)) {
    const known = Object.keys(VARIABLES).join(', ');
    return [{ code: 'unknown_variable', message: `${place}There is no variable {${name}}. There are: ${known}.` }];
  }
  const counts = type === NUMBER || type === PLURAL;
  if (counts && !NUMBERS.some((number) => number === name)) {
    const numbers = NUMBERS.join(', ');
    return [
      { code: 'not_a_number', message: `${place}{${name}} is text and cannot be counted. Numbers are: ${numbers}.` },
    ];
  }
  return [];
}

/** `Line 2, column 7: ` where the parser says where. */
function placeOf(found: unknown): string {
  const { location } = found as { location?: { start?: { line: number; column: number } } | null };
  return location?.start ? `Line ${location.start.line}, column ${location.start.column}: ` : '';
}

/** The parser names its errors in capitals: `EXPECT_ARGUMENT_CLOSING_BRACE`. */
function wordsOfError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z_]+$/.test(message) ? `${message.toLowerCase().replaceAll('_', ' ')}.` : message;
}
