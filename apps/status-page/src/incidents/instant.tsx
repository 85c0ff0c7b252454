import { dayLabel, localDate, timeOfDay, zoneLabel } from '@roundsman/ui';

/** Where the reader is, as the browser says. */
export const readerZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface InstantProps {
  at: string;
  zone?: string;
  /** The day is said always, or only when it is not the day of this instant. */
  day?: 'always' | { otherThan: Date };
  year?: boolean;
}

/** `14:30`, `Sun 13 Sep 14:30`, `Wed 13 Sep 2023 11:20 UTC`: the zone is said where it is not the reader's. */
export function Instant({ at, zone = readerZone, day = 'always', year = false }: InstantProps) {
  const instant = new Date(at);
  const isOtherDay = typeof day === 'object' && localDate(instant, zone) !== localDate(day.otherThan, zone);
  return (
    <time dateTime={at}>
      {(day === 'always' || isOtherDay) && `${dayLabel(instant, zone)} `}
      {year && `${localDate(instant, zone).slice(0, 4)} `}
      {timeOfDay(instant, zone)}
      {zone !== readerZone && ` ${zoneLabel(instant, zone)}`}
    </time>
  );
}
