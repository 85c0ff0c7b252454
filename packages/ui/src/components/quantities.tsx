import { distance, distanceDifference, duration, durationDifference } from '../format/quantity.ts';
import { daysAfter, timeOfDay, zoneLabel } from '../format/time.ts';
import styles from './quantities.module.css';

export interface TimeOfDayProps {
  at: Date;
  /** IANA zone in which the time is told: the stop's, or the branch's. */
  zone: string;
  /** Zone the reader expects; where the clocks differ, the zone's name is said. */
  readerZone?: string;
  /** `YYYY-MM-DD`: a time on a later day carries `+1`. */
  serviceDate?: string;
}

export function TimeOfDay({ at, zone, readerZone, serviceDate }: TimeOfDayProps) {
  const told = timeOfDay(at, zone);
  const days = serviceDate === undefined ? 0 : daysAfter(serviceDate, at, zone);
  const differs = readerZone !== undefined && timeOfDay(at, readerZone) !== told;
  return (
    <time dateTime={at.toISOString()} className={styles.number}>
      {told}
      {days !== 0 && <sup className={styles.days}>{days > 0 ? `+${days}` : `−${-days}`}</sup>}
      {differs && <span className={styles.zone}> {zoneLabel(at, zone)}</span>}
    </time>
  );
}

/** `difference` says the sign of later too: `+6 min`. */
export function Duration({ seconds, difference = false }: { seconds: number; difference?: boolean }) {
  return <span className={styles.number}>{difference ? durationDifference(seconds) : duration(seconds)}</span>;
}

export function Distance({ meters, difference = false }: { meters: number; difference?: boolean }) {
  return <span className={styles.number}>{difference ? distanceDifference(meters) : distance(meters)}</span>;
}
