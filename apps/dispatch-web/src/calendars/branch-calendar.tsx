import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import type { BranchCalendar as Calendar } from '@roundsman/api-contract';
import { useEffect, useState } from 'react';
import { Icon } from '../icons/icon.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { hoursText, isTime, keyAfter, readHours, readWeek, weekTexts, weekWords } from './calendar-words.ts';
import styles from './calendars.module.css';
import { type FormProps, OwnForm } from './own-form.tsx';
import { SaveBar } from './save-bar.tsx';
import { useBranchCalendar } from './use-calendar.ts';
import { WeekField } from './week-field.tsx';

type Day = Calendar['days'][number];
const KINDS: Record<Day['kind'], string> = { closed: 'Shut', reduced: 'Shorter hours', extra: 'Open besides' };

/** When a branch is open, the days that depart from it, and until when a day may still be changed. */
export function BranchCalendar({ branchId, name }: { branchId: string; name: string }) {
  const open = useBranchCalendar(branchId, name);
  return <OwnForm name={name} what={`The hours of ${name}`} open={open} form={Form} />;
}

interface DayDraft extends Omit<Day, 'from' | 'to' | 'note'> {
  key: number;
  hours: string;
  note: string;
}

function Form({ name, saved, saving, onUnsaved, onSave }: FormProps<Calendar>) {
  const { today, can } = useOrganisation();
  const locked = !can('organisation:write');
  const [week, setWeek] = useState(() => weekTexts(saved.week));
  const [days, setDays] = useState(() => saved.days.map(draftOf));
  const [cutOffs, setCutOffs] = useState({
    orderIntakeUntil: saved.orderIntakeUntil ?? '',
    planLockAt: saved.planLockAt ?? '',
    customerChangeUntil: saved.customerChangeUntil,
  });
  const next = calendarOf(week, days, cutOffs);
  const unsaved = JSON.stringify(next) !== JSON.stringify(saved);
  useEffect(() => onUnsaved(unsaved), [onUnsaved, unsaved]);
  const write = (key: number, change: Partial<DayDraft>) =>
    setDays(days.map((day) => (day.key === key ? { ...day, ...change } : day)));
  const putBack = () => {
    setWeek(weekTexts(saved.week));
    setDays(saved.days.map(draftOf));
    setCutOffs({ ...cutOffs, ...textsOf(saved) });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (next) onSave(next);
      }}
    >
      <div>
        <h2 className={styles.title}>{openWords(name, saved)}</h2>
        <p className={styles.hint}>{departures(saved, today)}</p>
      </div>
      <div className={styles.columns}>
        <section className={styles.part}>
          <h3>Its week</h3>
          <WeekField
            texts={week}
            none={week.every((text) => text.trim() === '') ? 'open' : 'shut'}
            disabled={locked}
            onChange={setWeek}
          />
          <p className={styles.hint}>Several spans with commas. Without any hours it is open every day.</p>
        </section>
        <section className={styles.part}>
          <h3>Until when, on the day before</h3>
          <CutOff
            label="New orders are taken"
            none="no limit"
            disabled={locked}
            value={cutOffs.orderIntakeUntil}
            onChange={(orderIntakeUntil) => setCutOffs({ ...cutOffs, orderIntakeUntil })}
          />
          <CutOff
            label="The plan stays open"
            none="no limit"
            disabled={locked}
            value={cutOffs.planLockAt}
            onChange={(planLockAt) => setCutOffs({ ...cutOffs, planLockAt })}
          />
          <CutOff
            label="Customers may choose another time"
            disabled={locked}
            value={cutOffs.customerChangeUntil}
            onChange={(customerChangeUntil) => setCutOffs({ ...cutOffs, customerChangeUntil })}
          />
        </section>
      </div>
      <section className={styles.part}>
        <h3>Days that depart from it</h3>
        {days.map((day) => (
          <div key={day.key} className={styles.row}>
            <TextInput
              size="xs"
              type="date"
              aria-label="Date"
              disabled={locked}
              error={days.some((other) => other.key !== day.key && other.date === day.date) ? 'twice' : null}
              value={day.date}
              onChange={(event) => write(day.key, { date: event.currentTarget.value })}
            />
            <NativeSelect
              size="xs"
              aria-label="What it is"
              disabled={locked}
              data={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
              value={day.kind}
              onChange={(event) => write(day.key, { kind: event.currentTarget.value as Day['kind'] })}
            />
            <TextInput
              size="xs"
              aria-label="Hours"
              placeholder={day.kind === 'closed' ? 'the whole day' : 'hours, or the whole day'}
              disabled={locked || day.kind === 'closed'}
              error={hoursOf(day) === null ? 'One span: 08:00–12:00' : null}
              value={day.kind === 'closed' ? '' : day.hours}
              onChange={(event) => write(day.key, { hours: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              aria-label="Note"
              placeholder="note"
              maxLength={200}
              disabled={locked}
              value={day.note}
              onChange={(event) => write(day.key, { note: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`Take ${day.date} away`}
              disabled={locked}
              onClick={() => setDays(days.filter(({ key }) => key !== day.key))}
            >
              <Icon name="close" />
            </ActionIcon>
          </div>
        ))}
        {days.length === 0 && <p className={styles.hint}>None: public holidays are not known by themselves.</p>}
        {!locked && (
          <Button
            className={styles.add}
            size="compact-sm"
            variant="default"
            onClick={() => setDays([...days, { key: keyAfter(days), date: '', kind: 'closed', hours: '', note: '' }])}
          >
            Add a day
          </Button>
        )}
      </section>
      <SaveBar
        locked={locked ? 'Administrators set the hours of a branch.' : null}
        unsaved={unsaved}
        fit={next !== null}
        saving={saving}
        onPutBack={putBack}
      />
    </form>
  );
}

function CutOff(props: {
  label: string;
  none?: string;
  disabled: boolean;
  value: string;
  onChange: (text: string) => void;
}) {
  const { label, none, disabled, value, onChange } = props;
  const isFit = value === '' ? none !== undefined : isTime(value);
  return (
    <TextInput
      size="xs"
      label={label}
      placeholder={none}
      disabled={disabled}
      error={isFit ? null : 'A time: 18:00'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}

const draftOf = ({ date, kind, from, to, note }: Day, key: number): DayDraft => ({
  key,
  date,
  kind,
  hours: from !== null && to !== null ? hoursText([{ from, to }]) : '',
  note: note ?? '',
});

const textsOf = ({ orderIntakeUntil, planLockAt, customerChangeUntil }: Calendar) => ({
  orderIntakeUntil: orderIntakeUntil ?? '',
  planLockAt: planLockAt ?? '',
  customerChangeUntil,
});

/** One span, or none; null when it is neither. */
function hoursOf({ kind, hours }: Pick<DayDraft, 'kind' | 'hours'>): { from: string | null; to: string | null } | null {
  const windows = kind === 'closed' ? [] : readHours(hours);
  if (windows === null || windows.length > 1) return null;
  return { from: windows[0]?.from ?? null, to: windows[0]?.to ?? null };
}

function calendarOf(
  texts: readonly string[],
  drafts: readonly DayDraft[],
  cutOffs: ReturnType<typeof textsOf>,
): Calendar | null {
  const week = readWeek(texts);
  const { orderIntakeUntil, planLockAt, customerChangeUntil } = cutOffs;
  const times = [orderIntakeUntil, planLockAt].filter((text) => text !== '');
  if (week === null || ![...times, customerChangeUntil].every(isTime)) return null;
  const days = drafts
    .map(({ date, kind, hours, note }) => {
      const span = hoursOf({ kind, hours });
      return date === '' || span === null ? null : { date, kind, ...span, note: note.trim() || null };
    })
    .filter((day) => day !== null);
  if (days.length < drafts.length || new Set(days.map(({ date }) => date)).size < days.length) return null;
  return {
    orderIntakeUntil: orderIntakeUntil || null,
    planLockAt: planLockAt || null,
    customerChangeUntil,
    week,
    days: days.toSorted((one, other) => one.date.localeCompare(other.date)),
  };
}

const openWords = (name: string, { week }: Calendar): string =>
  week.length === 0 ? `${name} is open every day` : `${name} is open ${weekWords(week)}`;

function departures({ days }: Calendar, today: string): string {
  const ahead = days.filter(({ date }) => date >= today).length;
  if (ahead === 0) return 'No day ahead departs from it.';
  return ahead === 1 ? 'One day ahead departs from it.' : `${ahead} days ahead depart from it.`;
}
