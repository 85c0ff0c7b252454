import { type LiveConnection, type LiveState, liveEndpoints, type PublicFeed } from '@roundsman/client';
import { useRealNow } from '@roundsman/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { client } from '../session/client.ts';
import { setBusinessClock } from './business-clock.ts';
import { clearEtas, setEta } from './etas.ts';
import { externalStore, useStore } from './external-store.ts';
import { setPlanProgress } from './plan-progress.ts';
import { clearPositions, setPosition } from './positions.ts';
import { makeRefresher } from './refresh.ts';
import { topicsOf } from './topics.ts';

const feed = externalStore<LiveConnection | null>(null);
const silent: LiveState = { kind: 'reconnecting', heardAt: null, error: null };

/** Holds the live feed of a date open, and of a branch if one is named, while the component is shown, and lets what it brings flow into caches and stores. */
export function useLiveFeed(date: string, branchId: string | undefined, allowed: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!allowed) return;
    const refresher = makeRefresher(queryClient);
    let wasLive = false;
    clearEtas();
    clearPositions();
    const opened = client.live<PublicFeed>(liveEndpoints.feed, {
      query: { serviceDate: date, branchId },
      on: {
        event: (event) => refresher.add(topicsOf(event)),
        position: (position) => setPosition(position),
        eta: setEta,
        plan: (progress) => setPlanProgress(queryClient, progress),
        clock: setBusinessClock,
      },
      onState: (state) => {
        // What was read before the feed stood may have missed something; after that the cursor misses nothing.
        if (state.kind !== 'live') return;
        if (wasLive) refresher.failed();
        else refresher.all();
        wasLive = true;
      },
      onGap: refresher.all,
    });
    feed.write(opened);
    const wake = () => opened.wake();
    addEventListener('online', wake);
    return () => {
      removeEventListener('online', wake);
      opened.close();
      feed.write(null);
    };
  }, [date, branchId, allowed, queryClient]);
}

/** The state of the feed, looked at once a second: heartbeats wake nobody. */
export function useFeedState(): LiveState {
  useRealNow(1000);
  return useStore(feed)?.state() ?? silent;
}
