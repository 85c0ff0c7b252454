import { Button, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { BodyOf, jobLinkEndpoints as contract, Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from './job-links.module.css';

export type LinkWish = BodyOf<typeof contract.set>;

const kinds: { value: LinkWish['kind']; label: string }[] = [
  { value: 'follows', label: 'Only after' },
  { value: 'together', label: 'On one vehicle with' },
  { value: 'apart', label: 'Never on one vehicle with' },
];
const MOST_FOUND = 20;
const TYPING_MILLISECONDS = 250;

interface LinkFormProps {
  job: Job;
  /** Resolves when it is done, or when it was told why not. */
  onSet: (wish: LinkWish) => Promise<void>;
  onLeave: () => void;
}

/** A job found by its words, and how this one hangs on it. */
export function LinkForm({ job, onSet, onLeave }: LinkFormProps) {
  const { organisation } = useOrganisation();
  const [kind, setKind] = useState<LinkWish['kind']>('follows');
  const [otherJobId, setOtherJobId] = useState<string | null>(null);
  const [least, setLeast] = useState<number | string>('');
  const [most, setMost] = useState<number | string>('');
  const [price, setPrice] = useState<number | string>('');
  const [busy, setBusy] = useState(false);
  const found = useFoundJobs(job);

  const upsideDown = kind === 'follows' && most !== '' && Number(most) < Number(least || 0);
  const save = () => {
    if (!otherJobId) return;
    setBusy(true);
    const seconds = (minutes: number | string) => (minutes === '' ? undefined : Math.round(Number(minutes) * 60));
    const terms =
      kind === 'follows'
        ? { minGapSeconds: seconds(least), maxGapSeconds: seconds(most) }
        : { priceMinor: price === '' ? undefined : Math.round(Number(price) * 100) };
    void onSet({ kind, otherJobId, ...terms }).finally(() => setBusy(false));
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Select
        size="xs"
        label="This job goes"
        allowDeselect={false}
        data={kinds}
        value={kind}
        onChange={(value) => value && setKind(value)}
      />
      <Select
        size="xs"
        label="Job"
        placeholder="Name, code, street"
        searchable
        data={found.options}
        filter={({ options }) => options}
        onSearchChange={found.setText}
        nothingFoundMessage={found.text === '' ? 'Type to find it.' : 'No job is called so.'}
        value={otherJobId}
        onChange={setOtherJobId}
      />
      {kind === 'follows' ? (
        <div className={styles.pair}>
          <NumberInput
            size="xs"
            label="At least, min after it"
            min={0}
            max={10_080}
            value={least}
            onChange={setLeast}
          />
          <NumberInput
            size="xs"
            label="At most, min after it"
            placeholder="no limit"
            min={0}
            max={10_080}
            error={upsideDown ? 'Shorter than the least' : null}
            value={most}
            onChange={setMost}
          />
        </div>
      ) : (
        <NumberInput
          size="xs"
          label={`A wish worth, ${organisation.currency}`}
          description="Empty: it must be so, or one of the two stays unplanned"
          min={0}
          max={100_000}
          decimalScale={2}
          value={price}
          onChange={setPrice}
        />
      )}
      <div className={styles.buttons}>
        <Button size="compact-sm" variant="default" onClick={onLeave}>
          Leave it
        </Button>
        <Button size="compact-sm" type="submit" loading={busy} disabled={otherJobId === null || upsideDown}>
          Link them
        </Button>
      </div>
    </form>
  );
}

/** Jobs that the words find, this one left out; without words those of the same day. */
function useFoundJobs(job: Job) {
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), TYPING_MILLISECONDS);
  // A chosen option writes its label into the field: its code alone finds it again.
  const words = search.includes(' · ') ? search.slice(search.lastIndexOf(' · ') + 3) : search;
  const jobs = useQuery({
    queryKey: [...keys.jobs, 'to link', words, job.serviceDate],
    queryFn: ({ signal }) =>
      client.call(jobEndpoints.list, {
        query:
          words === ''
            ? { serviceDate: job.serviceDate ?? undefined, limit: MOST_FOUND }
            : { search: words, limit: MOST_FOUND },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const options = (jobs.data?.rows ?? [])
    .filter(({ id }) => id !== job.id)
    .map(({ id, code, contact, address }) => ({ value: id, label: `${contact.name} · ${address.line} · ${code}` }));
  return { text, setText, options };
}
