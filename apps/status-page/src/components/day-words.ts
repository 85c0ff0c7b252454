import type { ComponentState, DayRecord } from '@roundsman/api-contract';
import { dayLabel, duration } from '@roundsman/ui';

/** What a day's bar shows, and the same in words. */

export type DayKind =
  | Extract<ComponentState, 'operational' | 'degraded' | 'partial_outage' | 'major_outage'>
  | 'no_record'
  | 'maintenance';

export interface Day {
  /** `YYYY-MM-DD`, UTC. */
  date: string;
  kind: DayKind;
  /** Share of the recorded time that was not as it should be, 0 to 1. */
  troubleShare: number;
  words: string;
}

const dayMilliseconds = 86_400_000;

/** The days of a component with their dates; `firstDay` is the date of the first record. */
export function daysOf(records: readonly (DayRecord | null)[], firstDay: string): Day[] {
  const first = Date.parse(`${firstDay}T00:00:00Z`);
  return records.map((record, at) => {
    const date = new Date(first + at * dayMilliseconds).toISOString().slice(0, 10);
    return { date, ...readDay(record) };
  });
}

function readDay(record: DayRecord | null): Omit<Day, 'date'> {
  if (!record) return { kind: 'no_record', troubleShare: 0, words: 'no record' };
  const [recorded, maintenance, degraded, partial, major] = record;
  const parts = [
    major > 0 && `${duration(major)} major outage`,
    partial > 0 && `${duration(partial)} partial outage`,
    degraded > 0 && `${duration(degraded)} degraded`,
    maintenance > 0 && `${duration(maintenance)} maintenance`,
  ].filter((part) => part !== false);
  const kind: DayKind =
    major > 0
      ? 'major_outage'
      : partial > 0
        ? 'partial_outage'
        : degraded > 0
          ? 'degraded'
          : maintenance > 0
            ? 'maintenance'
            : 'operational';
  const trouble = major + partial + degraded;
  return {
    kind,
    troubleShare: recorded === 0 ? 0 : (trouble > 0 ? trouble : maintenance) / recorded,
    words: parts.length > 0 ? parts.join(', ') : 'operational',
  };
}

/** One sentence for those who do not see the bars. */
export function daysInWords(days: readonly Day[]): string {
  const recorded = days.filter((day) => day.kind !== 'no_record').length;
  const troubled = days.filter((day) => ['degraded', 'partial_outage', 'major_outage'].includes(day.kind)).length;
  if (recorded === 0) return `No record in the last ${days.length} days.`;
  const trouble = troubled === 0 ? 'none of them with trouble' : `${troubled} of them with trouble`;
  return `${recorded} of the last ${days.length} days on record, ${trouble}.`;
}

/** The days worth a line: those that were not simply operational; runs without record become one line. */
export function daysToTell(days: readonly Day[]): { label: string; words: string }[] {
  const lines: { from: Day; to: Day }[] = [];
  for (const day of days) {
    if (day.kind === 'operational') continue;
    const last = lines.at(-1);
    const continues =
      last && day.kind === 'no_record' && last.to.kind === 'no_record' && follows(last.to.date, day.date);
    if (continues) last.to = day;
    else lines.push({ from: day, to: day });
  }
  return lines.toReversed().map(({ from, to }) => ({
    label: from === to ? dayLabel(from.date) : `${dayLabel(from.date)} to ${dayLabel(to.date)}`,
    words: from.words,
  }));
}

const follows = (first: string, second: string) => Date.parse(second) - Date.parse(first) === dayMilliseconds;

/** `99.98 %`; rounded down, so that 100 % means all of it. */
export function uptimeWords(uptime: number): string {
  return `${(Math.floor(uptime * 10_000) / 100).toFixed(2)} %`;
}
