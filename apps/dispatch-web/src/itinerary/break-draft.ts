import type { Itinerary } from '@roundsman/api-contract';

export type Break = NonNullable<Itinerary['breaks']>[number];

/** A break as it is typed: times as `12:00`, minutes as a number or nothing yet. */
export interface BreakDraft {
  earliest: string;
  latest: string;
  minutes: number | string;
}

const LONGEST_MINUTES = 480;
const TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

export const draftOf = ({ earliest, latest, durationSeconds }: Break): BreakDraft => ({
  earliest,
  latest,
  minutes: Math.round(durationSeconds / 60),
});

/** `9.30` and `09:30` are the same time; null when it is none. */
function timeOf(text: string): string | null {
  const match = TIME.exec(text.trim());
  return match ? `${match[1]!.padStart(2, '0')}:${match[2]}` : null;
}

/** The break that was typed, or what is wrong with it. */
export function readBreak({ earliest, latest, minutes }: BreakDraft): { value: Break } | { wrong: string } {
  const from = timeOf(earliest);
  const to = timeOf(latest);
  if (from === null || to === null) return { wrong: 'Write times as 12:00.' };
  if (to < from) return { wrong: 'The latest beginning comes before the earliest.' };
  const length = Number(minutes);
  if (minutes === '' || !Number.isInteger(length) || length < 1 || length > LONGEST_MINUTES)
    return { wrong: `A break is 1 to ${LONGEST_MINUTES} minutes long.` };
  return { value: { earliest: from, latest: to, durationSeconds: length * 60 } };
}
