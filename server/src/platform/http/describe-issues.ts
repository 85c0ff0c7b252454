import type { z } from 'zod';

import type { FieldProblem } from '../problem.ts';

/** Enough for a person to work on; a body of a thousand faults is not answered with a thousand lines. */
const mostFields = 100;

/** What a schema found wrong, field by field: where, which kind of fault, in words, and what would be right. */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  prefix: readonly PropertyKey[] = [],
): FieldProblem[] {
  return issues.flatMap((issue) => describe(issue, [...prefix, ...issue.path])).slice(0, mostFields);
}

function describe(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): FieldProblem[] {
  const field = path.map(String).join('.');
  const message = issue.message.replace(/^Invalid (input|option|string): /, '');
  switch (issue.code) {
    case 'invalid_type':
      return /received undefined$/.test(issue.message)
        ? [{ field, code: 'required', message: 'This is missing.', remedy: `Give ${article(issue.expected)}.` }]
        : [{ field, code: 'wrong_type', message, remedy: `Give ${article(issue.expected)}.` }];
    case 'invalid_value':
      return [{ field, code: 'not_in_list', message, remedy: `One of: ${issue.values.map(String).join(', ')}.` }];
    case 'too_small':
      return [{ field, code: 'too_small', message, remedy: `${bound('least', issue.minimum, issue.origin)}.` }];
    case 'too_big':
      return [{ field, code: 'too_big', message, remedy: `${bound('most', issue.maximum, issue.origin)}.` }];
    case 'invalid_format':
      return [
        { field, code: 'wrong_format', message, remedy: `Write it as ${formats[issue.format] ?? issue.format}.` },
      ];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...path, key].map(String).join('.'),
        code: 'unknown_field',
        message: 'There is no such field.',
        remedy: 'Leave it out.',
      }));
    case 'invalid_key':
      return describeIssues(issue.issues, path);
    case 'invalid_union':
      return describeUnion(issue, path, field);
    default:
      return [{ field, code: issue.code, message }];
  }
}

/** Of the alternatives the one that came nearest is what the sender meant. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: readonly PropertyKey[],
  field: string,
): FieldProblem[] {
  const nearest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0];
  if (nearest && distance(nearest) < Number.POSITIVE_INFINITY) return describeIssues(nearest, path);
  return [
    {
      field,
      code: 'matches_none',
      message: issue.message,
      remedy: 'See the endpoint’s reference for the forms it takes.',
    },
  ];
}

/** An alternative of another type altogether is infinitely far. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  return issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type')
    ? Number.POSITIVE_INFINITY
    : issues.length;
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  datetime: 'an instant in UTC, 2026-11-23T08:30:00Z',
  date: 'a date, 2026-11-23',
  email: 'an e-mail address, name@example.com',
  url: 'a whole URL, https://example.com/path',
  regex: 'the reference shows',
};

function article(expected: string): string {
  return /^(array|int|object)/.test(expected) ? `an ${expected}` : `a ${expected}`;
}

function bound(which: 'least' | 'most', limit: number | bigint, origin: string): string {
  const unit = origin === 'string' ? ' characters' : origin === 'array' || origin === 'set' ? ' entries' : '';
  return `At ${which} ${limit}${unit}`;
}
