import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { BodyOf, messageTemplateEndpoints as contract } from '@roundsman/api-contract';
import { messageTemplateEndpoints } from '@roundsman/client';
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SmsMeasure } from '../messages/sms-measure.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { jobSearchQuery } from '../queries/jobs.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { problemLine, problemWords } from '../session/problem-words.ts';
import { useSeenOn } from './seen-on.tsx';
import wordStyles from './words.module.css';

type Draft = BodyOf<typeof contract.save>;

const TYPING_MILLISECONDS = 400;

const previewQuery = (draft: Draft, jobId: string | null) =>
  queryOptions({
    queryKey: [...keys.notifications, 'preview', draft, jobId],
    queryFn: ({ signal }) => client.call(messageTemplateEndpoints.preview, { body: { ...draft, jobId }, signal }),
    retry: false,
    enabled: draft.body.trim() !== '',
  });

/** The words as a person would see them, with a job of one's choice or the newest that has a promise. */
export function WordsPreview({ draft }: { draft: Draft }) {
  const { can, organisation } = useOrganisation();
  const [settled] = useDebouncedValue(draft, TYPING_MILLISECONDS);
  const { choice, width } = useSeenOn();
  const [phone, setPhone] = useState('');
  const [settledPhone] = useDebouncedValue(phone, TYPING_MILLISECONDS);
  const [jobWords, setJobWords] = useState('');
  const [sought] = useDebouncedValue(jobWords.trim(), TYPING_MILLISECONDS);
  const found = useQuery({ ...jobSearchQuery(sought), enabled: sought !== '' }).data?.rows[0];
  const jobId = sought === '' ? null : (found?.id ?? null);
  const { data, error } = useQuery({ ...previewQuery(settled, jobId), placeholderData: keepPreviousData });
  const test = useMutation({
    mutationFn: () =>
      client.call(messageTemplateEndpoints.test, { body: { ...draft, jobId, phone: phone.trim() || null } }),
    onSuccess: ({ to }) =>
      notifyDone(organisation.kind === 'sandbox' ? `Kept for ${to}: a sandbox writes to nobody.` : `Sent to ${to}.`),
    onError: (problem) => notifyFailure('The test was not sent.', problem),
  });
  return (
    <section className={wordStyles.preview} aria-label="Preview">
      <div className={wordStyles.previewHead}>
        {choice}
        <TextInput
          aria-label="Seen with the job"
          placeholder="Newest job; or a code, a name"
          size="xs"
          value={jobWords}
          onChange={(event) => setJobWords(event.currentTarget.value)}
        />
        {sought !== '' && found === undefined && <span className={wordStyles.quiet}>no such job</span>}
        {data && (
          <span className={wordStyles.quiet}>
            {data.jobCode ? `with ${data.jobCode}` : 'with an example'}
            {data.sms && (
              <>
                {' · '}
                <SmsMeasure text={data.text} to={settledPhone.trim()} />
              </>
            )}
          </span>
        )}
      </div>
      {error ? (
        <p role="alert" className={wordStyles.fault}>
          {problemWords(error).fields[0]?.message ?? problemLine(error)}
        </p>
      ) : (
        data && (
          <div className={wordStyles.device} style={{ width: width, maxWidth: '100%' }}>
            {data.subject && <p className={wordStyles.subject}>{data.subject}</p>}
            {data.html ? (
              <iframe className={wordStyles.mail} title="E-mail" sandbox="" srcDoc={data.html} />
            ) : (
              <p className={wordStyles.bubble}>{data.text}</p>
            )}
          </div>
        )
      )}
      {can('messages:write') && (
        <div className={wordStyles.previewHead}>
          {draft.channel === 'sms' && (
            <TextInput
              aria-label="Your number"
              placeholder="+41 79 123 45 67"
              type="tel"
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          )}
          <Button variant="default" onClick={() => test.mutate()} loading={test.isPending}>
            Send it to myself
          </Button>
        </div>
      )}
    </section>
  );
}
