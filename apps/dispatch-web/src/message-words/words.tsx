import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import type { TemplateWords } from '@roundsman/api-contract';
import { messageTemplateEndpoints } from '@roundsman/client';
import { dayLabel, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryStates } from '../lists/query-states.tsx';
import { CHANNELS, channelWords, triggerWords } from '../messages/message-words.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { LANGUAGES, READERS, readerWords, TRIGGERS } from '../notification-rules/rule-words.ts';
import { keys } from '../queries/keys.ts';
import { ownWordsQuery, type WordsPlace, wordsQuery } from '../queries/notifications.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemWords } from '../session/problem-words.ts';
import { Card } from '../setup/card.tsx';
import styles from '../setup/setup-form.module.css';
import wordStyles from './words.module.css';
import { WordsPreview } from './words-preview.tsx';

const originWords: Record<TemplateWords['origin'], string> = {
  shipped: 'the words that came with the product',
  organisation: 'your own words',
  merchant: 'words of this merchant’s own',
};

/** What people read: by who they are, moment, channel, language and merchant. */
export function Words() {
  const merchants = useQuery(merchantsQuery).data ?? [];
  const own = useQuery(ownWordsQuery).data ?? [];
  const [place, setPlace] = useState<WordsPlace>({
    reader: 'customer',
    trigger: 'on_the_way',
    channel: 'sms',
    language: 'en',
  });
  const choose = (next: Partial<WordsPlace>) => setPlace((before) => ({ ...before, ...next }));
  const query = useQuery(wordsQuery(place));
  const isOwn = (trigger: string) =>
    own.some(
      (row) =>
        row.reader === place.reader &&
        row.trigger === trigger &&
        row.channel === place.channel &&
        row.language === place.language,
    );
  return (
    <Card
      wide
      title="What people read"
      detail="Every change is a new version; each message keeps the words it was sent with."
    >
      <div className={styles.line}>
        <Select
          label="Read by"
          data={READERS.map((value) => ({ value, label: readerWords[value] }))}
          value={place.reader ?? 'customer'}
          allowDeselect={false}
          onChange={(reader) => choose({ reader: reader as WordsPlace['reader'] })}
        />
        <Select
          label="Moment"
          data={TRIGGERS.map((value) => ({ value, label: `${triggerWords(value)}${isOwn(value) ? ' ·' : ''}` }))}
          value={place.trigger}
          allowDeselect={false}
          onChange={(trigger) => choose({ trigger: trigger as WordsPlace['trigger'] })}
        />
        <SegmentedControl
          aria-label="Channel"
          data={CHANNELS.map((value) => ({ value, label: channelWords[value] }))}
          value={place.channel}
          onChange={(channel) => choose({ channel: channel as WordsPlace['channel'] })}
        />
        <Select
          label="Language"
          data={LANGUAGES.map(({ value, label }) => ({ value, label }))}
          value={place.language}
          allowDeselect={false}
          onChange={(language) => choose({ language: language as WordsPlace['language'] })}
        />
        <Select
          label="For"
          placeholder="every merchant"
          clearable
          data={merchants.map(({ id, name }) => ({ value: id, label: name }))}
          value={place.merchantId ?? null}
          onChange={(merchantId) => choose({ merchantId: merchantId ?? undefined })}
        />
      </div>
      <QueryStates query={query} what="The words">
        {query.data && (
          <Editor key={JSON.stringify([place, query.data.versions.length, query.data.origin])} words={query.data} />
        )}
      </QueryStates>
    </Card>
  );
}

function Editor({ words }: { words: TemplateWords }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const [subject, setSubject] = useState(words.subject ?? '');
  const [body, setBody] = useState(words.body);
  const { reader, trigger, channel, language, merchantId } = words;
  const place = { reader, trigger, channel, language, merchantId };
  const draft = { ...place, subject: channel === 'email' ? subject : null, body };
  const again = () => queryClient.invalidateQueries({ queryKey: keys.notifications });
  const save = useMutation({
    mutationFn: (body: typeof draft) => client.call(messageTemplateEndpoints.save, { body }),
    onSuccess: async () => {
      await again();
      notifyDone('Saved. The next message has these words.');
    },
  });
  const goBack = useMutation({
    mutationFn: (versionId: string | null) =>
      client.call(messageTemplateEndpoints.goBack, { body: { ...place, versionId } }),
    onSuccess: again,
    onError: (error) => notifyFailure('The words stay as they are.', error),
  });
  // What was refused is said of the words that were: others may be right.
  const faults = save.error && isDraft(save.variables, draft) ? problemWords(save.error).fields : [];
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.message;
  const isChanged = body !== words.body || (channel === 'email' && subject !== (words.subject ?? ''));
  const mayWrite = can('messages:write');
  return (
    <div className={wordStyles.columns}>
      <div className={wordStyles.editor}>
        <p>Now {originWords[words.origin]}.</p>
        {channel === 'email' && (
          <TextInput
            label="Subject"
            value={subject}
            error={faultOf('body.subject')}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        )}
        <Textarea
          label="Words"
          description={channel === 'email' ? 'An empty line begins a new paragraph' : undefined}
          autosize
          minRows={4}
          maxRows={16}
          value={body}
          error={faultOf('body.body')}
          onChange={(event) => setBody(event.currentTarget.value)}
        />
        {mayWrite && (
          <div className={styles.line}>
            <Button
              onClick={() => save.mutate(draft)}
              loading={save.isPending}
              disabled={!isChanged || body.trim() === ''}
            >
              Save
            </Button>
            {words.origin !== 'shipped' && (
              <Button variant="default" onClick={() => goBack.mutate(null)} loading={goBack.isPending}>
                As they came
              </Button>
            )}
          </div>
        )}
        <Variables words={words} onPick={(name) => setBody((before) => `${before}{${name}}`)} />
        <Versions words={words} onGoBack={mayWrite ? (id) => goBack.mutate(id) : null} />
      </div>
      <WordsPreview draft={draft} />
    </div>
  );
}

const isDraft = (
  saved: { subject: string | null; body: string } | undefined,
  now: { subject: string | null; body: string },
) => saved?.subject === now.subject && saved.body === now.body;

function Variables({ words, onPick }: { words: TemplateWords; onPick: (name: string) => void }) {
  return (
    <details>
      <summary>Variables and conditions</summary>
      <p className={wordStyles.quiet}>
        Words follow ICU MessageFormat: <code>{'{hasEta, select, yes {, about {etaFrom}} other {}}'}</code> says
        something only when it is known; <code>{'{items, plural, one {# thing} other {# things}}'}</code> counts.
      </p>
      <ul className={wordStyles.variables}>
        {words.variables.map(({ name, about, example }) => (
          <li key={name}>
            <button type="button" className={wordStyles.pick} onClick={() => onPick(name)}>
              {`{${name}}`}
            </button>{' '}
            {about} <span className={wordStyles.quiet}>{example}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Versions({ words, onGoBack }: { words: TemplateWords; onGoBack: ((versionId: string) => void) | null }) {
  const { zone } = useOrganisation();
  if (words.versions.length === 0) return null;
  return (
    <details>
      <summary>{words.versions.length === 1 ? 'One version' : `${words.versions.length} versions`}</summary>
      <ol className={wordStyles.variables} reversed start={words.versions.length}>
        {words.versions.map(({ id, version, body, savedAt, savedBy, inForce }) => (
          <li key={id}>
            <strong>{inForce ? `Version ${version}, in force` : `Version ${version}`}</strong>{' '}
            <span className={wordStyles.quiet}>
              {dayLabel(new Date(savedAt), zone)} {timeOfDay(new Date(savedAt), zone)}
              {savedBy && ` by ${savedBy}`}
            </span>
            {onGoBack && !inForce && (
              <Button size="compact-xs" variant="subtle" onClick={() => onGoBack(id)}>
                Go back to it
              </Button>
            )}
            <p className={wordStyles.old}>{body}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
