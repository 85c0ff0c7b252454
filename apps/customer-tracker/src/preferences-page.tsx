import type { Preferences } from '@roundsman/api-contract';
import { type Client, RefusedError, trackerEndpoints } from '@roundsman/client';
import { useCallback, useEffect, useState } from 'react';
import { useSubmit } from './delivery/use-submit.ts';
import { Page } from './page.tsx';
import { type Words, wordsFor } from './words/index.ts';

type Seen =
  | { readonly kind: 'loading' | 'unreachable' | 'unknown' }
  | { readonly kind: 'shown'; readonly preferences: Preferences };
type Wish = { channel: 'email' | 'sms'; purpose: 'service' | 'rating'; wanted: boolean };

/** What somebody hears from a sender, by channel: each wish holds at once. */
export function PreferencesPage({ client, link, browserWords }: { client: Client; link: string; browserWords: Words }) {
  const [seen, setSeen] = useState<Seen>({ kind: 'loading' });
  const load = useCallback(() => {
    client.call(trackerEndpoints.preferences, { params: { link } }).then(
      (preferences) => setSeen({ kind: 'shown', preferences }),
      (error: unknown) =>
        setSeen({ kind: error instanceof RefusedError && !error.mayPass ? 'unknown' : 'unreachable' }),
    );
  }, [client, link]);
  useEffect(load, [load]);
  if (seen.kind === 'shown') {
    const prefer = async (wish: Wish) => {
      const preferences = await client.call(trackerEndpoints.prefer, { params: { link }, body: wish });
      setSeen({ kind: 'shown', preferences });
    };
    return <Wishes preferences={seen.preferences} link={link} prefer={prefer} />;
  }
  const words = browserWords;
  return (
    <Page words={words}>
      {seen.kind === 'loading' ? (
        <div className="skeleton" role="status" aria-label={words.preferences.loading}>
          <span />
          <span />
        </div>
      ) : (
        <>
          <h1>{seen.kind === 'unknown' ? words.unknownTitle : words.unreachableTitle}</h1>
          <p>{seen.kind === 'unknown' ? words.unknown : words.unreachable}</p>
          {seen.kind === 'unreachable' && (
            <button type="button" className="button" onClick={load}>
              {words.again}
            </button>
          )}
        </>
      )}
    </Page>
  );
}

interface WishesProps {
  preferences: Preferences;
  link: string;
  prefer: (wish: Wish) => Promise<void>;
}

function Wishes({ preferences, link, prefer }: WishesProps) {
  const words = wordsFor(preferences.language);
  const { sender, channels, history } = preferences;
  useEffect(() => {
    document.documentElement.lang = words.language;
    document.title = `${words.preferences.title} · ${sender.name}`;
  }, [words, sender.name]);
  const day = new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Page words={words} sender={sender}>
      <h1>{words.preferences.heading(sender.name)}</h1>
      <p>{words.preferences.intro}</p>
      {channels.map(({ channel, address, service, rating }) =>
        channel === 'push' ? null : (
          <fieldset key={channel} className="wishes">
            <legend>
              {words.preferences.channels[channel]} <span className="quiet">{address}</span>
            </legend>
            <Wanted
              label={words.preferences.service}
              words={words}
              wanted={service}
              set={(wanted) => prefer({ channel, purpose: 'service', wanted })}
            />
            <Wanted
              label={words.preferences.rating}
              words={words}
              wanted={rating}
              set={(wanted) => prefer({ channel, purpose: 'rating', wanted })}
            />
          </fieldset>
        ),
      )}
      <p className="quiet">{words.preferences.stands}</p>
      {history.length > 0 && (
        <section aria-labelledby="history">
          <h2 id="history">{words.preferences.history}</h2>
          <ul className="items">
            {history.map(({ at, channel, purpose, wanted }) => (
              <li key={`${at} ${channel} ${purpose} ${wanted}`}>
                {day.format(new Date(at))}: {words.preferences.entry(channel, purpose, wanted)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a className="plain-link" href={`/track/${encodeURIComponent(link)}`}>
          {words.preferences.back}
        </a>
      </p>
    </Page>
  );
}

interface WantedProps {
  label: string;
  words: Words;
  wanted: boolean;
  set: (wanted: boolean) => Promise<void>;
}

function Wanted({ label, words, wanted, set }: WantedProps) {
  const submit = useSubmit(words, () => set(!wanted));
  return (
    <>
      <label className="wish">
        <input
          type="checkbox"
          checked={wanted}
          aria-disabled={submit.state === 'sending'}
          onChange={() => void submit.run()}
        />
        <span>{label}</span>
      </label>
      {submit.trouble && (
        <p className="trouble" role="alert">
          {submit.trouble}
        </p>
      )}
    </>
  );
}
