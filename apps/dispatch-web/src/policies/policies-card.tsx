import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { Policies } from '@roundsman/api-contract';
import { policyEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { SaveBar } from '../calendars/save-bar.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { policiesQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { onlyIf, type Tagged, tagged } from '../session/tagged.ts';
import { Card } from '../setup/card.tsx';
import styles from './policies.module.css';
import { formOf, type PolicyForm, readForm } from './policy-form.ts';

/** What the organisation decides once: promises, slots, crews and what customers see. */
export function PoliciesCard() {
  const query = useQuery(policiesQuery);
  return (
    <QueryStates query={query} what="What was decided" loadingRows={8}>
      {query.data && <PoliciesForm key={query.data.etag} read={query.data} />}
    </QueryStates>
  );
}

function PoliciesForm({ read }: { read: Tagged<Policies> }) {
  const queryClient = useQueryClient();
  const { can } = useOrganisation();
  const [form, setForm] = useState(() => formOf(read.value));
  const set = (change: Partial<PolicyForm>) => setForm((before) => ({ ...before, ...change }));
  const wanted = readForm(form);
  const unsaved = JSON.stringify(wanted) !== JSON.stringify(readForm(formOf(read.value)));

  const write = async (body: Policies, etag: string | null) => {
    const after = tagged(await client.exchange(policyEndpoints.change, { body, headers: onlyIf(etag) }));
    queryClient.setQueryData(keys.policies, after);
    return after;
  };
  const save = useMutation({
    mutationFn: async (body: Policies) => {
      const after = await write(body, read.etag);
      const undo = () => write(read.value, after.etag);
      notifyDone('What was decided is changed.', undo, 'It holds from now on; what was promised before stays.');
    },
    onError: (error) => {
      notifyFailure('Nothing was changed.', error);
      void queryClient.invalidateQueries({ queryKey: keys.policies });
    },
  });
  const number = (label: string, name: keyof PolicyForm, max: number, min = 0, description?: string) => (
    <NumberInput
      label={label}
      description={description}
      min={min}
      max={max}
      decimalScale={2}
      error={form[name] === '' ? 'A number' : null}
      value={form[name] as number | string}
      onChange={(value) => set({ [name]: value })}
    />
  );

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted) save.mutate(wanted);
      }}
    >
      <Group title="Promises and arrivals">
        {number('Window promised to a customer, min', 'promiseMinutes', 720, 15, 'Around the planned arrival')}
        {number('At risk within, min of its end', 'atRiskMinutes', 120)}
        {number('Customers hear of a delay of more than, min', 'lateMinutes', 240, 1)}
        {number('The crew is near: told so long before, min', 'nearMinutes', 240, 5)}
        {number(
          'What became of a visit is told after, min',
          'correctionMinutes',
          60,
          0,
          'So that a slip can be put right',
        )}
        <div className={styles.pair}>
          <TextInput
            label="Quiet from"
            description="Their clock; the day’s own goes out"
            value={form.quietFrom}
            onChange={(event) => set({ quietFrom: event.currentTarget.value })}
          />
          <TextInput
            label="Quiet until"
            description="What waited goes out then"
            value={form.quietTo}
            onChange={(event) => set({ quietTo: event.currentTarget.value })}
          />
        </div>
      </Group>
      <Group title="Windows offered to customers">
        <TextInput
          className={styles.wide}
          label="Windows"
          description="08:00–10:00, 10:00–12:00"
          error={readForm({ ...formOf(read.value), slots: form.slots }) === null ? 'Write them as 08:00–10:00.' : null}
          value={form.slots}
          onChange={(event) => set({ slots: event.currentTarget.value })}
        />
        {number('Offered until, h before it begins', 'slotLeadHours', 168)}
      </Group>
      <Group title="Dispatch and crews">
        <Select
          label="Customers who were asked and have not confirmed"
          allowDeselect={false}
          data={[
            { value: 'allow', label: 'are visited all the same' },
            { value: 'warn', label: 'are named before dispatch' },
            { value: 'block', label: 'hold their itinerary back' },
            { value: 'drop', label: 'are taken off at dispatch' },
          ]}
          value={form.unconfirmed}
          onChange={(value) => value && set({ unconfirmed: value as PolicyForm['unconfirmed'] })}
        />
        <Switch
          className={styles.wide}
          label="A crew may leave for any stop, not only the next"
          checked={form.anyStopOrder}
          onChange={(event) => set({ anyStopOrder: event.currentTarget.checked })}
        />
        <Switch
          className={styles.wide}
          label="Jobs that come over the API without faults are released at once"
          checked={form.apiSkipsStaging}
          onChange={(event) => set({ apiSkipsStaging: event.currentTarget.checked })}
        />
      </Group>
      <Group title="What a customer sees of the vehicle">
        <Select
          label="When their stop is next or near"
          allowDeselect={false}
          data={[
            { value: 'exact', label: 'where it is' },
            { value: 'approximate', label: 'about where it is' },
            { value: 'stage_only', label: 'only how far it has got' },
          ]}
          value={form.trackerPrivacy}
          onChange={(value) => value && set({ trackerPrivacy: value as PolicyForm['trackerPrivacy'] })}
        />
      </Group>
      <SaveBar
        locked={can('organisation:write') ? null : 'Administrators decide this.'}
        unsaved={unsaved}
        fit={wanted !== null}
        saving={save.isPending}
        onPutBack={() => setForm(formOf(read.value))}
      />
    </form>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={title}>
      <div className={styles.group}>{children}</div>
    </Card>
  );
}
