import type { Database } from '../database/work.ts';
import type { Doorbell } from './doorbell.ts';
import type { EventRecord } from './event.ts';
import { readEvents } from './read-events.ts';

/** Follows logs live: any number of followers of one organisation cost one read of the database for each news. */
export interface LogFollower {
  /**
   * Every event after `afterSeq`, in order, in pages, for as long as `signal` is not aborted. An empty page is given
   * once, when the follower has caught up with the log for the first time.
   */
  follow(organisationId: string, afterSeq: number, signal: AbortSignal): AsyncGenerator<EventRecord[]>;
  close(): void;
}

const pageSize = 500;
const mostRemembered = 1_000;
/** In case a notice was lost on the way. */
const slowLookMilliseconds = 5_000;

/** The newest stretch of one organisation's log, without gaps, kept while somebody follows it. */
interface Tail {
  /** Everything with `seq` in (startAfter, startAfter + events.length]. */
  startAfter: number;
  readonly events: EventRecord[];
  readonly waiting: Set<() => void>;
  followers: number;
  reading: Promise<void> | null;
  readAgain: boolean;
}

export function openLogFollower(database: Database, doorbell: Doorbell): LogFollower {
  const tails = new Map<string, Tail>();
  const stopHearing = doorbell.onRing((organisationId) => {
    const tail = tails.get(organisationId);
    if (tail) refresh(organisationId, tail);
  });
  const slowLook = setInterval(() => {
    for (const [organisationId, tail] of tails) refresh(organisationId, tail);
  }, slowLookMilliseconds);
  slowLook.unref();

  function page(organisationId: string, afterSeq: number): Promise<EventRecord[]> {
    return database.read(organisationId, (work) => readEvents(work, afterSeq, pageSize));
  }

  function refresh(organisationId: string, tail: Tail): void {
    if (tail.reading !== null) {
      tail.readAgain = true;
      return;
    }
    tail.reading = readOn(organisationId, tail)
      .catch(() => {}) // The slow look tries again; a stream outlives a database that is away.
      .finally(() => {
        tail.reading = null;
        if (tail.readAgain) {
          tail.readAgain = false;
          refresh(organisationId, tail);
        }
      });
  }

  async function readOn(organisationId: string, tail: Tail): Promise<void> {
    for (;;) {
      const news = await page(organisationId, tail.startAfter + tail.events.length);
      if (news.length === 0) return;
      tail.events.push(...news);
      const excess = tail.events.length - mostRemembered;
      if (excess > 0) {
        tail.events.splice(0, excess);
        tail.startAfter += excess;
      }
      for (const wake of tail.waiting) wake();
      // What came after a page that was not full has rung the bell, or will.
      if (news.length < pageSize) return;
    }
  }

  return {
    async *follow(organisationId, afterSeq, signal) {
      let seq = afterSeq;
      for (;;) {
        const events = await page(organisationId, seq);
        if (signal.aborted) return;
        if (events.length === 0) break;
        seq = events.at(-1)!.seq;
        yield events;
      }
      yield [];
      const tail = tails.get(organisationId) ?? newTail(seq);
      tails.set(organisationId, tail);
      tail.followers++;
      try {
        refresh(organisationId, tail);
        while (!signal.aborted) {
          const events =
            seq < tail.startAfter ? await page(organisationId, seq) : tail.events.slice(seq - tail.startAfter);
          if (events.length > 0) {
            seq = events.at(-1)!.seq;
            yield events;
          } else {
            await news(tail, signal);
          }
        }
      } finally {
        tail.followers--;
        if (tail.followers === 0) tails.delete(organisationId);
      }
    },
    close() {
      stopHearing();
      clearInterval(slowLook);
      for (const tail of tails.values()) for (const wake of tail.waiting) wake();
    },
  };
}

function newTail(startAfter: number): Tail {
  return { startAfter, events: [], waiting: new Set(), followers: 0, reading: null, readAgain: false };
}

function news(tail: Tail, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      tail.waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    tail.waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
