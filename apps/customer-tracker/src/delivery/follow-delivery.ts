import type { AnswerOf, trackerEndpoints as contract, TrackerView } from '@roundsman/api-contract';
import { type Client, type LiveState, RefusedError, type TrackerFeed, trackerEndpoints } from '@roundsman/client';
import { anchorBusinessClock, type BusinessClock } from '@roundsman/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

export type Followed =
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'shown';
      readonly view: TrackerView;
      readonly clock: BusinessClock;
      readonly line: LiveState | null;
    }
  | { readonly kind: 'gone'; readonly why: 'expired' | 'unknown' }
  | { readonly kind: 'unreachable' };

export type OtherTimes = AnswerOf<typeof contract.slots>;

export interface DeliveryActions {
  confirm(): Promise<void>;
  otherTimes(): Promise<OtherTimes>;
  changeTime(slot: { serviceDate: string; from: string; to: string }): Promise<void>;
  instruct(instructions: string): Promise<void>;
  rate(stars: number, words: string): Promise<void>;
  retry(): void;
}

const RETRY_MILLISECONDS = 10_000;

/** The delivery behind a link: read once, then kept up to date by the live feed until the page closes. */
export function useDelivery(client: Client, link: string): [Followed, DeliveryActions] {
  const [followed, setFollowed] = useState<Followed>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);

  const show = useCallback((view: TrackerView) => {
    const clock = anchorBusinessClock(new Date(view.businessNow), view.speed);
    setFollowed((before) => ({ kind: 'shown', view, clock, line: before.kind === 'shown' ? before.line : null }));
  }, []);
  const fail = useCallback((error: unknown) => {
    if (error instanceof RefusedError && !error.mayPass) {
      setFollowed({ kind: 'gone', why: error.status === 410 ? 'expired' : 'unknown' });
    } else {
      setFollowed((before) => (before.kind === 'shown' ? before : { kind: 'unreachable' }));
    }
  }, []);

  const isShown = followed.kind === 'shown';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for another try
  useEffect(() => {
    if (isShown) return;
    const left = new AbortController();
    client.call(trackerEndpoints.view, { params: { link }, signal: left.signal }).then(show, (error: unknown) => {
      if (!left.signal.aborted) fail(error);
    });
    return () => left.abort();
  }, [client, link, attempt, isShown, show, fail]);

  useEffect(() => {
    if (followed.kind !== 'unreachable') return;
    const timer = setTimeout(retry, RETRY_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [followed, retry]);

  useEffect(() => {
    if (!isShown) return;
    const feed = client.live<TrackerFeed>(trackerEndpoints.feed, {
      params: { link },
      on: { view: show },
      onState: (line) => {
        if (line.error instanceof RefusedError && line.error.status === 410) fail(line.error);
        else setFollowed((before) => (before.kind === 'shown' ? { ...before, line } : before));
      },
    });
    const wake = () => {
      if (document.visibilityState === 'visible') feed.wake();
    };
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      feed.close();
    };
  }, [client, link, isShown, show, fail]);

  const actions = useRef<DeliveryActions>(null);
  actions.current ??= {
    confirm: async () => show(await client.call(trackerEndpoints.confirm, { params: { link } })),
    otherTimes: () => client.call(trackerEndpoints.slots, { params: { link } }),
    changeTime: async (slot) => show(await client.call(trackerEndpoints.changeTime, { params: { link }, body: slot })),
    instruct: async (instructions) =>
      show(await client.call(trackerEndpoints.instruct, { params: { link }, body: { instructions } })),
    rate: async (stars, words) =>
      show(await client.call(trackerEndpoints.rate, { params: { link }, body: { stars, words } })),
    retry,
  };
  return [followed, actions.current];
}
