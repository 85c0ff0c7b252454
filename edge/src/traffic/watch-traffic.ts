import { setTimeout as sleep } from 'node:timers/promises';
import type { TrafficView } from '@roundsman/api-contract';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { Calendar } from './calendar.ts';
import type { RequestCounts, Series } from './count-requests.ts';
import { judgeTraffic, newWatch, STEP_MS, sameTimesBefore, type TrafficWatch } from './seasonal-baseline.ts';

export interface TrafficWatcher {
  /** The last whole step of every series, anomalies first. */
  view(): TrafficView[];
  /** Reads every source once and judges the steps that are over. */
  look(): Promise<void>;
  /** Since when no page of figures could be read; null while one can. */
  blindSinceMs(): number | null;
}

export interface TrafficParts {
  readonly clock: EdgeClock;
  readonly log: Logger;
  readonly counts: RequestCounts;
  /** Pages of figures, one for each process of the platform. */
  readonly sources: readonly { readonly url: string; readonly token: string | null }[];
  /** Of the people who work with the platform. */
  readonly calendar: Calendar;
  /** A step was judged: every series as it is now. */
  onJudged(views: readonly TrafficView[]): void;
}

const LOOK_EVERY_MS = 15_000;
const PATIENCE_MS = 5_000;
const MOST_PAGE_BYTES = 8_000_000;

export function openTrafficWatcher(parts: TrafficParts): TrafficWatcher {
  const { clock, counts } = parts;
  const watches = new Map<string, TrafficWatch>();
  const views = new Map<string, TrafficView>();
  let judgedUntilMs = stepOf(clock.now().getTime());
  let blindSinceMs: number | null = null;

  function judge(series: Series, atMs: number): void {
    const [count] = counts.counts(series, [atMs]);
    if (count === undefined) return;
    const name = `${series.componentId} ${series.organisationId}`;
    const history = counts.counts(series, sameTimesBefore(atMs, parts.calendar));
    const { watch, verdict } = judgeTraffic(watches.get(name) ?? newWatch(), count, history);
    watches.set(name, watch);
    views.set(name, {
      componentId: series.componentId,
      organisationId: series.organisationId || null,
      at: new Date(atMs).toISOString(),
      state: verdict.state,
      requests: count,
      usual: verdict.expected ?? null,
      score: verdict.score,
      threshold: verdict.threshold,
    });
  }

  return {
    view: () =>
      [...views.values()].sort(
        (a, b) =>
          b.score - a.score || a.componentId.localeCompare(b.componentId) || (a.organisationId === null ? -1 : 1),
      ),
    async look() {
      const nowMs = clock.now().getTime();
      const read = await Promise.all(
        parts.sources.map(async ({ url, token }) => {
          try {
            counts.take(url, await fetchPage(url, token), nowMs);
            return true;
          } catch (error) {
            // Out of reach is the probes' news; here it is a gap in the record.
            parts.log.debug({ url, error: String(error) }, 'the figures could not be read');
            return false;
          }
        }),
      );
      blindSinceMs = read.includes(true) || read.length === 0 ? null : (blindSinceMs ?? nowMs);
      counts.flush();
      const until = stepOf(nowMs);
      // After a long silence only the newest hour is judged: older steps have no record to speak of.
      const from = Math.max(judgedUntilMs, until - 12 * STEP_MS);
      for (let at = from; at < until; at += STEP_MS) for (const series of counts.series()) judge(series, at);
      judgedUntilMs = until;
      if (from < until) parts.onJudged([...views.values()]);
    },
    blindSinceMs: () => blindSinceMs,
  };
}

const stepOf = (atMs: number) => atMs - (atMs % STEP_MS);

/** Looks until the signal stops it. */
export async function watchTraffic(watcher: TrafficWatcher, log: Logger, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await watcher.look();
    } catch (error) {
      log.error({ error }, 'the traffic could not be judged');
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function fetchPage(url: string, token: string | null): Promise<string> {
  const answer = await fetch(url, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) {
    await answer.body?.cancel();
    throw new Error(`status ${answer.status}`);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_PAGE_BYTES) throw new Error(`more than ${MOST_PAGE_BYTES} bytes`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
