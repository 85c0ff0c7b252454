import type { CalendarPart } from './email-message.ts';

/** A slot somebody booked, as their calendar shows it. */
export interface CalendarSlot {
  /** The same for every change of the same slot: calendars replace by it. */
  readonly uid: string;
  /** Larger for each change. */
  readonly sequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly writtenAt: Date;
  readonly summary: string;
  readonly description?: string;
  readonly location?: string;
  readonly url?: string;
  readonly cancelled?: boolean;
}

const LINE_OCTETS = 75;

/** An iCalendar object (RFC 5545) that adds the slot to a calendar without asking for an answer; times in UTC. */
export function writeCalendarEvent(slot: CalendarSlot): CalendarPart {
  const method = slot.cancelled ? 'CANCEL' : 'PUBLISH';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Roundsman//Deliveries//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${text(slot.uid)}`,
    `SEQUENCE:${slot.sequence}`,
    `DTSTAMP:${instant(slot.writtenAt)}`,
    `DTSTART:${instant(slot.startsAt)}`,
    `DTEND:${instant(slot.endsAt)}`,
    `SUMMARY:${text(slot.summary)}`,
    ...(slot.description === undefined ? [] : [`DESCRIPTION:${text(slot.description)}`]),
    ...(slot.location === undefined ? [] : [`LOCATION:${text(slot.location)}`]),
    ...(slot.url === undefined ? [] : [`URL:${slot.url.replace(/[^\x21-\x7e]/g, '')}`]),
    `STATUS:${slot.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { method, content: `${lines.map(fold).join('\r\n')}\r\n` };
}

const instant = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** RFC 5545 3.3.11; a control character has no form there and becomes a space. */
const text = (value: string) =>
  value
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');

/** No line is longer than 75 octets; a continuation begins with a space; no character is cut in two. */
function fold(line: string): string {
  const parts = [''];
  for (const character of line) {
    const room = parts.length === 1 ? LINE_OCTETS : LINE_OCTETS - 1;
    if (Buffer.byteLength(parts.at(-1)! + character) > room) parts.push('');
    parts[parts.length - 1] += character;
  }
  return parts.join('\r\n ');
}
