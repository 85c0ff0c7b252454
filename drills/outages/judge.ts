import type { Felt } from './work-through.ts';

/** What an outage may cost those who use the client library. That no write is lost or doubled and no event missed is promised in any. */
export interface Promised {
  readonly failsNobody: boolean;
  /** From the end of the outage to the answer of the last request that failed. */
  readonly wellAgainWithinSeconds: number;
}

type Judged = Pick<Felt, 'ours' | 'wellAgainSeconds' | 'apiWrites' | 'crewWrites' | 'feed'>;

/** Exit code of a drill that could not judge what takes time. */
export const STARVED = 2;
const STARVED_P99_MS = 500;

/** Before anything was taken it was slow already: what takes long then is the machine's doing, and only what was lost or doubled can be judged. */
export function isStarved({ healthy }: Pick<Felt['ours'], 'healthy'>): boolean {
  return healthy.p99 === null || healthy.p99 > STARVED_P99_MS;
}

/** The promises that were broken, in words; none when all were kept. */
export function brokenPromises({ ours, wellAgainSeconds, apiWrites, crewWrites, feed }: Judged, promised: Promised) {
  const isJudged = !isStarved(ours);
  const counted: readonly (readonly [count: number, what: string])[] = [
    [apiWrites.lost, 'API writes were lost'],
    [apiWrites.doubled, 'API writes were doubled'],
    [crewWrites.lost, 'writes of crews were lost'],
    [crewWrites.doubled, 'writes of crews were doubled'],
    [feed.missed, 'events of the live feed were missed'],
    [feed.doubled, 'events of the live feed came twice'],
    [isJudged && promised.failsNobody ? ours.failed : 0, `of ${ours.requests} requests failed`],
  ];
  const late = isJudged && wellAgainSeconds !== null && wellAgainSeconds > promised.wellAgainWithinSeconds;
  return [
    ...counted.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])),
    ...(late ? [`The last request failed ${wellAgainSeconds} s after it was over`] : []),
    // People at work who did nothing would have lost nothing.
    ...(ours.requests === 0 || apiWrites.asked === 0 || crewWrites.recorded === 0 ? ['Nobody was at work'] : []),
  ];
}
