import { ActionIcon, Button, TextInput } from '@mantine/core';
import type { VehicleCalendar as Calendar } from '@roundsman/api-contract';
import { localDate, timeOfDay } from '@roundsman/ui';
import { useEffect, useState } from 'react';
import { instantOf } from '../day/local-instant.ts';
import { Icon } from '../icons/icon.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { hoursText, keyAfter, readHours, readWeek, weekTexts, weekWords } from './calendar-words.ts';
import styles from './calendars.module.css';
import { type FormProps, OwnForm } from './own-form.tsx';
import { SaveBar } from './save-bar.tsx';
import { useVehicleCalendar } from './use-calendar.ts';
import { WeekField } from './week-field.tsx';

/** A vehicle's shifts by weekday, those of single dates, and when it is out of service. */
export function VehicleCalendar({ vehicleId, name }: { vehicleId: string; name: string }) {
  const open = useVehicleCalendar(vehicleId, name);
  return <OwnForm name={name} what={`The shifts of ${name}`} open={open} form={Form} />;
}

interface ShiftDraft {
  key: number;
  date: string;
  hours: string;
}

/** As the browser's own field has them: `2026-11-30T08:00`, on the branch's clock. */
interface OutageDraft {
  key: number;
  from: string;
  to: string;
  why: string;
}

function Form({ name, saved, saving, onUnsaved, onSave }: FormProps<Calendar>) {
  const { zone, can } = useOrganisation();
  const locked = !can('fleet:write');
  const [week, setWeek] = useState(() => weekTexts(saved.week));
  const [shifts, setShifts] = useState(() => shiftDrafts(saved));
  const [outages, setOutages] = useState(() => outageDrafts(saved, zone));
  const next = calendarOf(week, shifts, outages, zone);
  const unsaved = JSON.stringify(next) !== JSON.stringify(normal(saved));
  useEffect(() => onUnsaved(unsaved), [onUnsaved, unsaved]);
  const writeShift = (key: number, change: Partial<ShiftDraft>) =>
    setShifts(shifts.map((shift) => (shift.key === key ? { ...shift, ...change } : shift)));
  const writeOutage = (key: number, change: Partial<OutageDraft>) =>
    setOutages(outages.map((outage) => (outage.key === key ? { ...outage, ...change } : outage)));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (next) onSave(next);
      }}
    >
      <h2 className={styles.title}>
        {saved.week.length === 0 ? `${name} has no shifts` : `${name} drives ${weekWords(saved.week)}`}
      </h2>
      <div className={styles.columns}>
        <section className={styles.part}>
          <h3>Its week</h3>
          <WeekField texts={week} none="does not drive" disabled={locked} onChange={setWeek} />
          <p className={styles.hint}>Several shifts a day with commas; past midnight as 22:00–30:00.</p>
        </section>
        <section className={styles.part}>
          <h3>Single dates, in place of the weekday</h3>
          {shifts.map((shift) => (
            <div key={shift.key} className={styles.row} data-kind="shift">
              <TextInput
                size="xs"
                type="date"
                aria-label="Date"
                disabled={locked}
                value={shift.date}
                onChange={(event) => writeShift(shift.key, { date: event.currentTarget.value })}
              />
              <TextInput
                size="xs"
                aria-label="Shifts"
                placeholder="07:00–17:00"
                disabled={locked}
                error={isShift(shift.hours) ? null : 'Write it as 07:00–17:00.'}
                value={shift.hours}
                onChange={(event) => writeShift(shift.key, { hours: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                aria-label={`Take the shifts of ${shift.date} away`}
                disabled={locked}
                onClick={() => setShifts(shifts.filter(({ key }) => key !== shift.key))}
              >
                <Icon name="close" />
              </ActionIcon>
            </div>
          ))}
          {shifts.length === 0 && <p className={styles.hint}>None.</p>}
          <Button
            className={styles.add}
            size="compact-sm"
            variant="default"
            disabled={locked}
            onClick={() => setShifts([...shifts, { key: keyAfter(shifts), date: '', hours: '' }])}
          >
            Add a date
          </Button>
        </section>
      </div>
      <section className={styles.part}>
        <h3>Out of service</h3>
        {outages.map((outage) => (
          <div key={outage.key} className={styles.row} data-kind="outage">
            <TextInput
              size="xs"
              type="datetime-local"
              label="From"
              disabled={locked}
              value={outage.from}
              onChange={(event) => writeOutage(outage.key, { from: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              type="datetime-local"
              label={outage.to === '' ? 'Until further notice, or until' : 'Until'}
              disabled={locked}
              error={outage.to !== '' && outage.to <= outage.from ? 'Before it begins' : null}
              value={outage.to}
              onChange={(event) => writeOutage(outage.key, { to: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              label="Why"
              placeholder="Workshop, broken down, lent out"
              maxLength={200}
              disabled={locked}
              value={outage.why}
              onChange={(event) => writeOutage(outage.key, { why: event.currentTarget.value })}
            />
            <ActionIcon
              className={styles.end}
              variant="subtle"
              aria-label="Take this time away"
              disabled={locked}
              onClick={() => setOutages(outages.filter(({ key }) => key !== outage.key))}
            >
              <Icon name="close" />
            </ActionIcon>
          </div>
        ))}
        {outages.length === 0 && <p className={styles.hint}>Never: no workshop, no breakdown.</p>}
        <Button
          className={styles.add}
          size="compact-sm"
          variant="default"
          disabled={locked}
          onClick={() => setOutages([...outages, { key: keyAfter(outages), from: '', to: '', why: '' }])}
        >
          Add a time
        </Button>
      </section>
      <SaveBar
        locked={locked ? 'Dispatchers and administrators set the shifts of a vehicle.' : null}
        unsaved={unsaved}
        fit={next !== null}
        saving={saving}
        onPutBack={() => {
          setWeek(weekTexts(saved.week));
          setShifts(shiftDrafts(saved));
          setOutages(outageDrafts(saved, zone));
        }}
      />
    </form>
  );
}

/** A date's shifts are one line, as a weekday's are. */
function shiftDrafts({ days }: Calendar): ShiftDraft[] {
  const dates = [...new Set(days.map(({ date }) => date))];
  return dates.map((date, key) => ({ key, date, hours: hoursText(days.filter((day) => day.date === date)) }));
}

const outageDrafts = ({ outages }: Calendar, zone: string): OutageDraft[] =>
  outages.map(({ from, to, why }, key) => ({
    key,
    from: fieldOf(from, zone),
    to: to === null ? '' : fieldOf(to, zone),
    why: why ?? '',
  }));

function fieldOf(instant: string, zone: string): string {
  const at = new Date(instant);
  return `${localDate(at, zone)}T${timeOfDay(at, zone)}`;
}

const instantIn = (field: string, zone: string): string => {
  const [date = '', time = ''] = field.split('T');
  return new Date(instantOf(date, time, zone)).toISOString();
};

const isShift = (hours: string): boolean => (readHours(hours) ?? []).length > 0;

/** What the screen can show of it: whole minutes, in the order of dates. */
const normal = (calendar: Calendar): Calendar => ({
  week: calendar.week,
  days: calendar.days.map(({ date, from, to }) => ({ date, from, to })),
  outages: calendar.outages.map(({ from, to, why }) => ({
    from: wholeMinute(from),
    to: to === null ? null : wholeMinute(to),
    why,
  })),
});

const wholeMinute = (instant: string): string =>
  new Date(Math.floor(Date.parse(instant) / 60_000) * 60_000).toISOString();

/** null while something in it cannot be read. */
function calendarOf(
  texts: readonly string[],
  shifts: readonly ShiftDraft[],
  outages: readonly OutageDraft[],
  zone: string,
): Calendar | null {
  const week = readWeek(texts);
  const dates = new Set(shifts.map(({ date }) => date));
  const fit =
    dates.size === shifts.length &&
    shifts.every(({ date, hours }) => date !== '' && isShift(hours)) &&
    outages.every(({ from, to }) => from !== '' && (to === '' || from < to));
  if (week === null || !fit) return null;
  return {
    week,
    days: shifts
      .toSorted((one, other) => one.date.localeCompare(other.date))
      .flatMap(({ date, hours }) => (readHours(hours) ?? []).map((window) => ({ date, ...window }))),
    outages: outages
      .map(({ from, to, why }) => ({
        from: instantIn(from, zone),
        to: to === '' ? null : instantIn(to, zone),
        why: why.trim() || null,
      }))
      .toSorted((one, other) => one.from.localeCompare(other.from)),
  };
}
