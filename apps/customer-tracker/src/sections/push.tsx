import { type Client, trackerEndpoints } from '@roundsman/client';
import { allowPush, type PushState, readPushState } from '@roundsman/ui';
import { useEffect, useState } from 'react';
import { useSubmit } from '../delivery/use-submit.ts';
import type { Words } from '../words/index.ts';

const PLACE = { worker: '/track/push-worker.js', scope: '/track/push/' };

/** News of this delivery on the device's own screen, where the browser can and the customer wants it. */
export function Push({ client, link, words }: { client: Client; link: string; words: Words }) {
  const [state, setState] = useState<PushState>('unsupported');
  useEffect(() => {
    readPushState(PLACE).then(setState, () => setState('unsupported'));
  }, []);
  const submit = useSubmit(words, async () => {
    const { publicKey } = await client.call(trackerEndpoints.pushKey, { params: { link } });
    const browser = await allowPush(PLACE, publicKey);
    if (browser) await client.call(trackerEndpoints.push, { params: { link }, body: browser });
    else setState('blocked');
  });
  if (state === 'unsupported' || state === 'blocked') return null;
  if (submit.state === 'done') {
    return (
      <p className="done" role="status">
        {words.push.allowed}
      </p>
    );
  }
  return (
    <section aria-labelledby="push">
      <h2 id="push">{words.push.title}</h2>
      <button
        type="button"
        className="button quiet-button"
        aria-disabled={submit.state === 'sending'}
        onClick={() => void submit.run()}
      >
        {submit.state === 'sending' ? words.sending : words.push.allow}
      </button>
      {submit.trouble && (
        <p className="trouble" role="alert">
          {submit.trouble}
        </p>
      )}
    </section>
  );
}
