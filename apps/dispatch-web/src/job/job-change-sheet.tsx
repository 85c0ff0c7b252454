import { TextInput } from '@mantine/core';
import type { BodyOf, jobEndpoints as contract, Job } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { difference } from '../forms/difference.ts';
import formStyles from '../forms/form.module.css';
import { FormSheet } from '../forms/form-sheet.tsx';
import { AccessFields } from '../new-job/access-fields.tsx';
import { HowFields } from '../new-job/how-fields.tsx';
import { type JobValues, valuesOfJob } from '../new-job/job-values.ts';
import { readChange } from '../new-job/read-job.ts';
import { DateFields } from '../new-job/when-part.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { onlyIf, tagged } from '../session/tagged.ts';
import type { ChangeExtent } from './job-words.ts';
import { useJobChange } from './use-job-change.ts';

/** By the names of the API. */
const FIELDS = [
  ...['contact.name', 'contact.phone', 'contact.email', 'access.floor', 'access.lift', 'access.note', 'notes'],
  ...['serviceDate', 'windows', 'serviceLevel', 'serviceSeconds', 'operatorsNeeded', 'priority', 'skills'],
  'orderNumber',
];
const NOTES: Record<ChangeExtent, string | undefined> = {
  all: undefined,
  beside_the_plan: 'Its date, its goods and who can do it are changed after it is taken off its itinerary.',
  on_the_way: 'A crew is under way to it and sees this at once.',
};

interface JobChangeSheetProps {
  job: Job;
  extent: ChangeExtent;
  onClose: () => void;
}

/**
 * What is known of a visit, put right: as much of it as may still change. The form begins with the job as it is read with its tag, so that what
 * somebody else typed meanwhile is not written over.
 */
export function JobChangeSheet({ job, extent, onClose }: JobChangeSheetProps) {
  const read = useQuery({
    queryKey: [...keys.job(job.id), 'tag'],
    queryFn: ({ signal }) => client.exchange(jobEndpoints.get, { params: { jobId: job.id }, signal }).then(tagged),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (read.isPending) return null;
  const { value, etag } = read.data ?? { value: job, etag: null };
  return <ChangeForm job={value} etag={etag} extent={extent} onClose={onClose} />;
}

function ChangeForm({ job, etag, extent, onClose }: JobChangeSheetProps & { etag: string | null }) {
  const take = useJobChange();
  const [first] = useState(() => valuesOfJob(job));
  const [values, setValues] = useState(first);
  const now = readChange(values);
  const onChange = (part: Partial<JobValues>) => setValues((known) => ({ ...known, ...part }));

  const update = async (body: BodyOf<typeof contract.update>, headers = {}) =>
    take(await client.call(jobEndpoints.update, { params: { jobId: job.id }, body, headers }));
  const save = async () => {
    if ('problems' in now) return;
    const before = readChange(first);
    // What was wrong with it as it was is put right with the rest, and there is no way back to it.
    const differs = 'input' in before ? difference(before.input, now.input) : { change: now.input, back: null };
    if (!differs) return;
    const { change, back } = differs;
    await update(change, onlyIf(etag));
    notifyDone(`${job.code} is changed.`, back && (() => update(back)));
  };

  return (
    <FormSheet
      title={`Change ${job.code}`}
      confirm="Change it"
      fields={FIELDS}
      faults={'problems' in now ? now.problems : {}}
      changed={values !== first}
      note={NOTES[extent]}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => {
        const problems = Object.fromEntries(
          FIELDS.flatMap((field) => {
            const words = faultOf(field);
            return words === null ? [] : [[field, words]];
          }),
        );
        const part = { values, problems, onChange };
        return (
          <div className={formStyles.form}>
            <ContactFields {...part} />
            <AccessFields {...part} />
            {extent === 'all' && <DateFields {...part} />}
            <HowFields {...part} extent={extent} />
          </div>
        );
      }}
    </FormSheet>
  );
}

interface ContactFieldsProps {
  values: JobValues;
  problems: Readonly<Record<string, string>>;
  onChange: (change: Partial<JobValues>) => void;
}

function ContactFields({ values, problems, onChange }: ContactFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={200}
        error={problems['contact.name']}
        value={values.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <div className={formStyles.pair}>
        <TextInput
          label="Phone"
          type="tel"
          maxLength={40}
          error={problems['contact.phone']}
          value={values.phone}
          onChange={(event) => onChange({ phone: event.currentTarget.value })}
        />
        <TextInput
          label="E-mail"
          type="email"
          maxLength={320}
          error={problems['contact.email']}
          value={values.email}
          onChange={(event) => onChange({ email: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
