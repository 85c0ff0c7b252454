import { MultiSelect, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { NotificationRule, RuleFields } from '@roundsman/api-contract';
import { notificationRuleEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { channelWords, triggerWords } from '../messages/message-words.ts';
import { notifyDone } from '../notices/notify.ts';
import { useLocations } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import styles from '../setup/setup-form.module.css';
import { RuleReach } from './rule-reach.tsx';
import {
  actionKinds,
  audienceChannels,
  audienceWords,
  DATED,
  fieldsOf,
  isTime,
  LANGUAGES,
  missingIn,
  NEW_RULE,
  purposeWords,
  TRIGGERS,
} from './rule-words.ts';

const OF_ETA: readonly string[] = ['eta_under', 'late'];
const OUTCOMES: readonly string[] = ['completed', 'partially_completed', 'incomplete', 'damaged'];
/** What happens, as against what a clock says: it can be told later. */
const OF_EVENTS: readonly string[] = ['promise_made', 'changed', 'arrived', 'cancelled', ...OUTCOMES];
const REPEATED: readonly string[] = ['late', 'changed'];

/** A rule as a form, with whom it would reach today beside it. */
export function RuleDialog({ rule, onClose }: { rule: NotificationRule | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [fields, setFields] = useState<RuleFields>(rule ? fieldsOf(rule) : NEW_RULE);
  const change = (next: Partial<RuleFields>) => setFields((before) => ({ ...before, ...next }));
  const save = async () => {
    const body = { ...fields, name: fields.name.trim() || triggerWords(fields.trigger) };
    if (rule) await client.call(notificationRuleEndpoints.change, { params: { ruleKey: rule.key }, body });
    else await client.call(notificationRuleEndpoints.create, { body });
    await queryClient.invalidateQueries({ queryKey: keys.notifications });
    notifyDone(rule ? `${body.name} is changed.` : `${body.name} is made.`);
  };
  const missing = missingIn(fields);
  const isReady = missing.length === 0;
  return (
    <ConfirmDialog
      title={rule ? `Change ${rule.name}` : 'New rule'}
      confirm={rule ? 'Change' : 'Make it'}
      disabled={!isReady}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" value={fields.name} onChange={(event) => change({ name: event.currentTarget.value })} />
        <Moment fields={fields} isFixed={rule?.shipped ?? false} change={change} />
        <Audience fields={fields} isFixed={rule?.shipped ?? false} change={change} />
        <Channels fields={fields} change={change} />
        <Conditions fields={fields} change={change} />
        <QuietAndLanguage fields={fields} change={change} />
        <Purpose fields={fields} change={change} />
        {isReady ? (
          <RuleReach rule={fields} ruleKey={rule?.key ?? null} />
        ) : (
          <p role="status">Still needed: {missing.join(', ')}.</p>
        )}
      </div>
    </ConfirmDialog>
  );
}

interface PartProps {
  fields: RuleFields;
  change: (next: Partial<RuleFields>) => void;
}

function Moment({ fields, isFixed, change }: PartProps & { isFixed: boolean }) {
  const { trigger } = fields;
  const choose = (next: string | null) => {
    if (!next) return;
    const isDated = DATED.includes(next);
    change({
      trigger: next as RuleFields['trigger'],
      daysBefore: next === 'reminder' ? 2 : null,
      at: isDated ? '17:00' : null,
      thresholdMinutes: null,
      changeMinutes: null,
      delaySeconds: null,
    });
  };
  return (
    <>
      <Select
        label="When"
        data={TRIGGERS.map((value) => ({ value, label: triggerWords(value) }))}
        value={trigger}
        disabled={isFixed}
        allowDeselect={false}
        onChange={choose}
      />
      <div className={styles.line}>
        {trigger === 'reminder' && (
          <NumberInput
            label="Days before"
            min={0}
            max={60}
            value={fields.daysBefore ?? ''}
            onChange={(value) => change({ daysBefore: value === '' ? null : Number(value) })}
          />
        )}
        {DATED.includes(trigger) && (
          <TextInput
            label="At (local at the door)"
            placeholder="17:00"
            value={fields.at ?? ''}
            error={fields.at !== null && !isTime(fields.at) ? 'HH:MM' : undefined}
            onChange={(event) => change({ at: event.currentTarget.value || null })}
          />
        )}
        {OF_ETA.includes(trigger) && (
          <NumberInput
            label={trigger === 'late' ? 'Late by more than (min)' : 'Before the arrival (min)'}
            placeholder="as the organisation has it"
            min={1}
            max={1440}
            value={fields.thresholdMinutes ?? ''}
            onChange={(value) => change({ thresholdMinutes: value === '' ? null : Number(value) })}
          />
        )}
        {OF_EVENTS.includes(trigger) && (
          <NumberInput
            label="Wait first (min)"
            placeholder={OUTCOMES.includes(trigger) ? 'time for a correction' : 'at once'}
            min={0}
            max={1440}
            value={fields.delaySeconds === null ? '' : fields.delaySeconds / 60}
            onChange={(value) => change({ delaySeconds: value === '' ? null : Math.round(Number(value) * 60) })}
          />
        )}
        {REPEATED.includes(trigger) && (
          <NumberInput
            label="Again when moved by (min)"
            placeholder="once"
            min={1}
            max={1440}
            value={fields.changeMinutes ?? ''}
            onChange={(value) => change({ changeMinutes: value === '' ? null : Number(value) })}
          />
        )}
      </div>
    </>
  );
}

function Audience({ fields, isFixed, change }: PartProps & { isFixed: boolean }) {
  return (
    <>
      <Select
        label="Whom"
        data={Object.entries(audienceWords).map(([value, label]) => ({ value, label }))}
        value={fields.audience}
        disabled={isFixed}
        allowDeselect={false}
        onChange={(next) => {
          const audience = next as RuleFields['audience'] | null;
          if (audience) change({ audience, addresses: [], channels: [...audienceChannels[audience]] });
        }}
      />
      {fields.audience === 'address' && (
        <TagsInput
          label="Addresses"
          description="E-mail addresses and international numbers; Enter after each"
          value={fields.addresses}
          onChange={(addresses) => change({ addresses })}
        />
      )}
    </>
  );
}

function Channels({ fields, change }: PartProps) {
  return (
    <>
      <MultiSelect
        label="Channels, in the order in which they are tried"
        data={audienceChannels[fields.audience].map((value) => ({ value, label: channelWords[value] }))}
        value={fields.channels}
        onChange={(channels) => change({ channels: channels as RuleFields['channels'] })}
      />
      <Switch
        label="On each of them, rather than on the first that reaches"
        checked={fields.everyChannel}
        onChange={(event) => change({ everyChannel: event.currentTarget.checked })}
      />
    </>
  );
}

function Conditions({ fields: { conditions }, change }: PartProps) {
  const merchants = useQuery(merchantsQuery).data ?? [];
  const locations = [...useLocations().values()];
  const ask = (next: Partial<RuleFields['conditions']>) => change({ conditions: { ...conditions, ...next } });
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <MultiSelect
        label="Only for jobs with"
        placeholder={conditions.jobKinds.length === 0 ? 'any line' : ''}
        data={actionKinds}
        value={conditions.jobKinds}
        onChange={(jobKinds) => ask({ jobKinds: jobKinds as RuleFields['conditions']['jobKinds'] })}
      />
      <MultiSelect
        label="of"
        placeholder={conditions.merchantIds.length === 0 ? 'any merchant' : ''}
        searchable
        data={named(merchants)}
        value={conditions.merchantIds}
        onChange={(merchantIds) => ask({ merchantIds })}
      />
      <MultiSelect
        label="from or to"
        placeholder={conditions.locationIds.length === 0 ? 'any location' : ''}
        searchable
        data={named(locations)}
        value={conditions.locationIds}
        onChange={(locationIds) => ask({ locationIds })}
      />
      <TagsInput
        label="tagged"
        description="Enter after each"
        value={conditions.tags}
        onChange={(tags) => ask({ tags })}
      />
    </>
  );
}

function QuietAndLanguage({ fields: { quietHours, language }, change }: PartProps) {
  const set = (next: Partial<RuleFields['quietHours']>) => change({ quietHours: { ...quietHours, ...next } });
  return (
    <>
      <div className={styles.line}>
        <Select
          label="Quiet hours"
          flex={1}
          miw={320}
          data={[
            { value: 'as_usual', label: 'As usual: the day itself does not wait' },
            { value: 'none', label: 'Never wait' },
            { value: 'own', label: 'Of its own' },
          ]}
          value={quietHours.rule}
          allowDeselect={false}
          onChange={(rule) => set({ rule: (rule ?? 'as_usual') as RuleFields['quietHours']['rule'] })}
        />
        {quietHours.rule === 'own' && (
          <>
            <TextInput
              label="From"
              placeholder="21:00"
              value={quietHours.from ?? ''}
              onChange={(event) => set({ from: event.currentTarget.value || null })}
            />
            <TextInput
              label="To"
              placeholder="08:00"
              value={quietHours.to ?? ''}
              onChange={(event) => set({ to: event.currentTarget.value || null })}
            />
          </>
        )}
      </div>
      <Select
        label="Language"
        placeholder="the recipient’s"
        clearable
        data={LANGUAGES.map(({ value, label }) => ({ value, label }))}
        value={language}
        onChange={(next) => change({ language: next as RuleFields['language'] })}
      />
    </>
  );
}

/** Whoever wants no questions about how it went is still told of the visit, so a rule says which of them it is. */
function Purpose({ fields: { audience, purpose }, change }: PartProps) {
  if (audience !== 'customer') return null;
  return (
    <Select
      label="What for"
      description="People end messages by what they are for"
      data={Object.entries(purposeWords).map(([value, label]) => ({ value, label }))}
      value={purpose}
      allowDeselect={false}
      onChange={(next) => change({ purpose: (next ?? 'service') as RuleFields['purpose'] })}
    />
  );
}
