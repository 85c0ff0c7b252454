import { Button } from '@mantine/core';
import { pushEndpoints } from '@roundsman/client';
import { allowPush, endPush, type PushState, readPushState } from '@roundsman/ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { client } from '../session/client.ts';
import { Card } from '../setup/card.tsx';

const PLACE = { worker: '/push-worker.js', scope: '/push/' };

const stateWords: Record<PushState, string> = {
  unsupported: 'This browser has no push, or the platform is not reached over HTTPS.',
  blocked: 'This browser was told to allow none; its own settings can change that.',
  off: 'What the rules tell dispatchers by push can come to this browser, also while the platform is closed.',
  on: 'What the rules tell dispatchers by push comes to this browser.',
};

/** Push in the browser one sits at. */
export function PushHere() {
  const [state, setState] = useState<PushState | null>(null);
  useEffect(() => {
    readPushState(PLACE).then(setState, () => setState('unsupported'));
  }, []);
  const allow = useMutation({
    mutationFn: async () => {
      const { publicKey } = await client.call(pushEndpoints.key);
      const browser = await allowPush(PLACE, publicKey);
      if (browser) await client.call(pushEndpoints.subscribe, { body: browser });
    },
    onSuccess: () => void readPushState(PLACE).then(setState),
    onError: (error) => notifyFailure('Push was not allowed.', error),
  });
  const end = useMutation({
    mutationFn: async () => {
      const endpoint = await endPush(PLACE);
      if (endpoint) await client.call(pushEndpoints.unsubscribe, { body: { endpoint } });
    },
    onSuccess: () => {
      setState('off');
      notifyDone('No more push in this browser.');
    },
    onError: (error) => notifyFailure('Push was not ended.', error),
  });
  if (state === null) return null;
  return (
    <Card
      title="Push in this browser"
      detail={stateWords[state]}
      aside={
        state === 'off' ? (
          <Button loading={allow.isPending} onClick={() => allow.mutate()}>
            Allow it
          </Button>
        ) : (
          state === 'on' && (
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
              End it
            </Button>
          )
        )
      }
    />
  );
}
