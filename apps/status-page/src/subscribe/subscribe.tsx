import type { StatusDocument, SubscribeAnswer, Subscribe as Wish } from '@roundsman/api-contract';
import { type FormEvent, useState } from 'react';
import styles from './subscribe.module.css';

type Channel = Wish['channel'];
type State =
  | { kind: 'asking' | 'sending' }
  | { kind: 'asked'; address: string; secret: string | undefined }
  | { kind: 'refused'; words: string };

const labels: Record<Channel, { name: string; field: string; type: string; example: string }> = {
  email: { name: 'E-mail', field: 'E-mail address', type: 'email', example: 'ada@example.com' },
  sms: { name: 'SMS', field: 'Mobile number with its country', type: 'tel', example: '+423 791 23 45' },
  webhook: {
    name: 'Webhook',
    field: 'https address that takes a POST',
    type: 'url',
    example: 'https://example.com/hook',
  },
};
const PATIENCE_MILLISECONDS = 10_000;

/** A question goes to the address first; feeds need no question. */
export function Subscribe({ document: status }: { document: StatusDocument }) {
  const channels = status.subscribe ?? [];
  const [channel, setChannel] = useState<Channel>(channels[0] ?? 'webhook');
  const [address, setAddress] = useState('');
  const [isEverything, setEverything] = useState(true);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [state, setState] = useState<State>({ kind: 'asking' });
  const components = status.groups.flatMap((group) => group.components);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setState({ kind: 'sending' });
    setState(
      await ask(status.page.url, {
        channel,
        address: address.trim(),
        ...(!isEverything && { componentIds: [...chosen] }),
      }),
    );
  };

  return (
    <section aria-labelledby="subscribe">
      <h2 id="subscribe" className={styles.title}>
        Be told
      </h2>
      <details className={styles.how}>
        <summary>By {[...channels.map((one) => labels[one].name), 'Atom or RSS'].join(', ')}</summary>
        {state.kind === 'asked' ? (
          <div role="status" className={styles.asked}>
            <p>
              A question is on its way to <strong>{state.address}</strong>. Nothing else is sent until it is answered
              with yes.
            </p>
            {state.secret && (
              <p>
                What arrives is signed (Standard Webhooks) with this secret, shown only now: <code>{state.secret}</code>
              </p>
            )}
            <button type="button" className={styles.plain} onClick={() => setState({ kind: 'asking' })}>
              Another address
            </button>
          </div>
        ) : (
          channels.length > 0 && (
            <form className={styles.form} onSubmit={(event) => void send(event)}>
              <fieldset className={styles.channels}>
                <legend>How</legend>
                {channels.map((one) => (
                  <label key={one}>
                    <input type="radio" name="channel" checked={channel === one} onChange={() => setChannel(one)} />{' '}
                    {labels[one].name}
                  </label>
                ))}
              </fieldset>
              <label className={styles.field}>
                {labels[channel].field}
                <input
                  required
                  type={labels[channel].type}
                  placeholder={labels[channel].example}
                  value={address}
                  maxLength={500}
                  onChange={(event) => setAddress(event.currentTarget.value)}
                />
              </label>
              <label>
                <input
                  type="checkbox"
                  checked={isEverything}
                  onChange={(event) => setEverything(event.currentTarget.checked)}
                />{' '}
                About everything
              </label>
              {!isEverything && (
                <fieldset className={styles.components}>
                  <legend>Only about</legend>
                  {components.map(({ id, name }) => (
                    <label key={id}>
                      <input
                        type="checkbox"
                        checked={chosen.includes(id)}
                        onChange={(event) =>
                          setChosen(event.currentTarget.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
                        }
                      />{' '}
                      {name}
                    </label>
                  ))}
                </fieldset>
              )}
              {state.kind === 'refused' && (
                <p role="alert" className={styles.refused}>
                  {state.words}
                </p>
              )}
              <button type="submit" disabled={state.kind === 'sending' || (!isEverything && chosen.length === 0)}>
                {state.kind === 'sending' ? 'Asking …' : 'Ask me'}
              </button>
              <p className={styles.note}>
                We keep the address for this alone and forget it when you leave, by one click in every message.
              </p>
            </form>
          )
        )}
        <p className={styles.note}>
          Feeds of everything: <a href="./feed.atom">Atom</a>, <a href="./feed.rss">RSS</a>. Of one part:
        </p>
        <ul className={styles.feeds}>
          {components.map(({ id, name }) => (
            <li key={id}>
              {name}: <a href={`./components/${id}.atom`}>Atom</a>, <a href={`./components/${id}.rss`}>RSS</a>,{' '}
              <a href={`./components/${id}.svg`}>badge</a>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

async function ask(pageUrl: string, wish: Wish): Promise<State> {
  try {
    const response = await fetch(`${pageUrl}/edge-api/subscribers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    });
    if (response.ok) {
      const { secret } = (await response.json()) as SubscribeAnswer;
      return { kind: 'asked', address: wish.address, secret };
    }
    const problem = (await response.json()) as { title: string; remedy?: string; fields?: { message: string }[] };
    const words = problem.fields?.map(({ message }) => message).join('. ') || problem.title;
    return { kind: 'refused', words: [words, problem.remedy].filter(Boolean).join('. ') };
  } catch {
    return { kind: 'refused', words: 'It could not be asked right now. The feeds below work without it.' };
  }
}
