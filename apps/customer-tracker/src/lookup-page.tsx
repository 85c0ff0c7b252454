import type { AnswerType, Client } from '@roundsman/client';
import { RefusedError, trackerEndpoints } from '@roundsman/client';
import { readDeviceTime } from '@roundsman/ui';
import { type FormEvent, useState } from 'react';
import { Page } from './page.tsx';
import { day, foreignZone, span } from './words/format.ts';
import type { Words } from './words/index.ts';

type Found = AnswerType<NonNullable<(typeof trackerEndpoints.lookup)['answer']>>;

/** Without a link: state and window only, for whoever knows job code and postcode. */
export function LookupPage({ client, words }: { client: Client; words: Words }) {
  const [jobCode, setJobCode] = useState('');
  const [postcode, setPostcode] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const ask = async (event: FormEvent) => {
    event.preventDefault();
    if (isAsking) return;
    setAsking(true);
    setTrouble(null);
    setFound(null);
    try {
      const body = { jobCode: jobCode.trim().toUpperCase(), postcode: postcode.trim() };
      setFound(await client.call(trackerEndpoints.lookup, { body }));
    } catch (error) {
      const isTooOften = error instanceof RefusedError && error.status === 429;
      const isRefused = error instanceof RefusedError && !error.mayPass;
      setTrouble(isTooOften ? words.tooOften : isRefused ? words.notFound : words.unreachableTitle);
    } finally {
      setAsking(false);
    }
  };

  return (
    <Page words={words}>
      <h1>{words.lookupTitle}</h1>
      <form onSubmit={(event) => void ask(event)} className="lookup">
        <label htmlFor="job-code">{words.jobCode}</label>
        <input
          id="job-code"
          value={jobCode}
          placeholder="J-7K2M9Q"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          required
          minLength={3}
          maxLength={16}
          onChange={(event) => setJobCode(event.target.value)}
        />
        <label htmlFor="postcode">{words.postcode}</label>
        <input
          id="postcode"
          value={postcode}
          autoComplete="postal-code"
          required
          minLength={2}
          maxLength={20}
          onChange={(event) => setPostcode(event.target.value)}
        />
        <button type="submit" className="button" aria-disabled={isAsking}>
          {isAsking ? words.sending : words.find}
        </button>
      </form>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {found && <Answer found={found} words={words} />}
      <p className="quiet">{words.lookupHint}</p>
    </Page>
  );
}

function Answer({ found, words }: { found: Found; words: Words }) {
  const { promise, zone, outcome, stage } = found;
  const zoneName = promise && stage !== 'finished' && foreignZone(new Date(promise.from), zone, words);
  return (
    <section role="status" className="when">
      <h2>{outcome ? words.outcomes[outcome] : words.stages[stage]}</h2>
      {stage !== 'finished' &&
        (promise ? (
          <p className="figure-line">
            {day(new Date(promise.from), readDeviceTime(), zone, words)},{' '}
            {span(new Date(promise.from), new Date(promise.to), zone, words)}
          </p>
        ) : (
          <p>{words.noPromise}</p>
        ))}
      {zoneName && <p className="quiet">{words.localTime(zoneName)}</p>}
    </section>
  );
}
