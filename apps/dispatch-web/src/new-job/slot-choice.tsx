import { Button, TextInput } from '@mantine/core';
import type { Slot, SlotDate } from '@roundsman/api-contract';
import { slotEndpoints } from '@roundsman/client';
import { dayLabel, durationDifference, Failed, Loading, timeOfDay, useNow } from '@roundsman/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine } from '../session/problem-words.ts';
import { laterDate, shiftDate } from '../shell/dates.ts';
import { isHeld } from './hold-slot.ts';
import type { JobValues } from './job-values.ts';
import styles from './new-job.module.css';
import { readVisit, type Visit, withoutEmptyLines } from './read-job.ts';
import { useSeveral } from './use-merchants.ts';
import { type SlotKeeping, slotKey } from './use-slot.ts';

const DATES = 5;

interface SlotChoiceProps {
  values: JobValues;
  problem: string | undefined;
  slots: SlotKeeping;
}

/** Times at which there is room for this place and these goods, over some days; a click keeps one for this job. */
export function SlotChoice({ values, problem, slots }: SlotChoiceProps) {
  const { today } = useOrganisation();
  const [from, setFrom] = useState(values.slot?.serviceDate ?? laterDate(values.date, today));
  const several = useSeveral();
  const [asked, setAsked] = useState<string | null>(null);
  const { visit, problems } = readVisit(values);
  const isPlaceKnown = values.place !== null || [values.street, values.city].some((text) => text.trim() !== '');
  if (several.merchants && values.merchantId === '') {
    return <p className={styles.note}>Say first whose goods they are.</p>;
  }
  if (several.branches && values.branchId === '') {
    return <p className={styles.note}>Say first which branch does it.</p>;
  }
  if (problems && withoutEmptyLines(values).lines.some(({ description }) => description.trim() !== '')) {
    return <p className={styles.note}>Correct first what cannot be read: pieces, weight, volume, minutes or people.</p>;
  }
  if (!visit || !isPlaceKnown) {
    return (
      <p className={styles.note}>Say first where it is and what is brought: which times have room hangs on both.</p>
    );
  }
  // What was found holds for the visit as it was asked about.
  const isAsked = asked === JSON.stringify(visit);
  const why = problem ?? (slots.error ? problemLine(slots.error) : undefined);
  return (
    <div className={styles.fields}>
      <ChosenSlotNote values={values} visit={visit} slots={slots} />
      {why && (
        <p className={styles.problem} role="alert">
          {why}
        </p>
      )}
      <div className={styles.from}>
        <TextInput
          label="From"
          type="date"
          min={today}
          value={from}
          onChange={(event) => event.currentTarget.value && setFrom(event.currentTarget.value)}
        />
        {isAsked ? (
          <Button variant="default" onClick={() => setFrom(shiftDate(from, DATES))}>
            Later days
          </Button>
        ) : (
          <Button variant="default" onClick={() => setAsked(JSON.stringify(visit))}>
            Show times with room
          </Button>
        )}
      </div>
      {isAsked && <Offered visit={visit} branchId={values.branchId} from={from} values={values} slots={slots} />}
    </div>
  );
}

interface OfferedProps {
  visit: Visit;
  branchId: string;
  from: string;
  values: JobValues;
  slots: SlotKeeping;
}

function Offered({ visit, branchId, from, values, slots }: OfferedProps) {
  const to = shiftDate(from, DATES - 1);
  const offer = useQuery({
    queryKey: ['slots', visit, branchId, from],
    queryFn: ({ signal }) =>
      client.call(slotEndpoints.offer, {
        body: { visit, ...(branchId !== '' && { branchId }), from, to },
        budgetMilliseconds: 30_000,
        attemptMilliseconds: 30_000,
        signal,
      }),
    placeholderData: keepPreviousData,
    // Room goes to whoever comes first.
    staleTime: 0,
  });
  if (offer.isPending) return <Loading label="Trying each day" rows={DATES} />;
  if (offer.isError) {
    return (
      <Failed
        title="The times could not be looked up."
        reason={problemLine(offer.error)}
        onRetry={() => void offer.refetch()}
      />
    );
  }
  const chosen = values.slot && slotKey(values.slot.serviceDate, values.slot);
  return (
    <ol className={styles.dates} aria-label="Times with room" aria-busy={offer.isPlaceholderData}>
      {offer.data.rows.map((date) => (
        <li key={date.serviceDate} className={styles.date}>
          <span className={styles.day}>{dayLabel(date.serviceDate)}</span>
          {date.closed || date.slots.length === 0 ? (
            <span className={styles.closed}>{date.closed?.words ?? 'No times are offered on this day.'}</span>
          ) : (
            <Times
              date={date}
              chosen={chosen}
              taking={slots.taking}
              onTake={(slot) => void slots.take(visit, date.serviceDate, slot)}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

interface TimesProps {
  date: SlotDate;
  chosen: string | null;
  taking: string | null;
  onTake: (slot: Slot) => void;
}

const fullWords = { full: 'full', too_soon: 'too soon' } as const;

function Times({ date, chosen, taking, onTake }: TimesProps) {
  return (
    <div className={styles.times}>
      {date.slots.map((slot) => {
        const key = slotKey(date.serviceDate, slot);
        const detail = slot.why ? fullWords[slot.why] : slot.added && durationDifference(slot.added.driveSeconds);
        return (
          <Button
            key={key}
            size="compact-sm"
            variant={key === chosen ? 'filled' : 'default'}
            aria-pressed={key === chosen}
            disabled={!slot.available && key !== chosen}
            loading={key === taking}
            onClick={() => onTake(slot)}
          >
            {slot.from}–{slot.to}
            {detail && <span className={styles.added}>{detail}</span>}
          </Button>
        );
      })}
    </div>
  );
}

/** What is kept, until when, and the way back; or why it is not kept any more. */
function ChosenSlotNote({ values: { slot }, visit, slots }: { values: JobValues; visit: Visit; slots: SlotKeeping }) {
  const { zone } = useOrganisation();
  const now = useNow(1000);
  if (!slot) return null;
  const words = `${dayLabel(slot.serviceDate)}, ${slot.from}–${slot.to}`;
  if (isHeld(slot, visit, now)) {
    return (
      <p className={styles.kept} role="status">
        <span>
          <strong>{words}</strong> is kept for this job until {timeOfDay(new Date(slot.held!.expiresAt), zone)}.
        </span>
        <Button size="compact-xs" variant="subtle" onClick={slots.giveUp}>
          Give it back
        </Button>
      </p>
    );
  }
  return (
    <p className={styles.kept} role="status">
      <span>
        <strong>{words}</strong> is not kept {slot.held ? 'for the job as it is now' : 'any more'}; it is asked for
        again when you send.
      </span>
      <Button
        size="compact-xs"
        variant="subtle"
        loading={slots.taking !== null}
        onClick={() => void slots.take(visit, slot.serviceDate, slot)}
      >
        Keep it
      </Button>
    </p>
  );
}
