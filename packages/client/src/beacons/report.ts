import type { ClientClock } from '../clock.ts';
import type { EdgeChoice } from '../edges/choose-edge.ts';
import { within } from '../within.ts';

/** What a client saw over one edge since its last report. */
export interface EdgeSightings {
  readonly edge: string;
  /** Within a second: what came later proves nothing, neither for the edge nor against it. */
  readonly answered: number;
  /** A sibling brought what this edge owed, a canary included. */
  readonly beaten: number;
  /** Brought nothing; whether another edge would have is not known. */
  readonly failed: number;
}

export interface Beacon {
  readonly version: 1;
  /** Drawn at the start of the page or program: it tells clients apart and says nothing of who they are. */
  readonly client: string;
  /** What the report covers, ending now. */
  readonly milliseconds: number;
  readonly edges: readonly EdgeSightings[];
}

export const BEACON_PATH = '/edge-api/beacons';
/** Bad news is told at once, but not once for each request. */
const BAD_NEWS_MILLISECONDS = 300;
const NEWS_MILLISECONDS = 30_000;
/** After bad news, how the siblings do at the same time is told as well: so often, for so long. */
const SEQUEL_MILLISECONDS = 2_000;
const SEQUELS_MILLISECONDS = 8_000;
const SLOW_MILLISECONDS = 1_000;
const PATIENCE_MILLISECONDS = 2_000;

/** Tells the monitor over another edge what this client sees of the edges. A report that is lost is not repeated: the next one is coming. */
export function reportSightings(
  edges: EdgeChoice,
  wire: {
    readonly send: typeof fetch;
    readonly clock: ClientClock;
    readonly client: string;
    heard(version: string | null): void;
  },
): void {
  const { clock } = wire;
  let sightings = new Map<string, { -readonly [K in keyof EdgeSightings]: EdgeSightings[K] }>();
  let since = clock.monotonicMilliseconds();
  let wake: AbortController | null = null;
  let dueAt = Number.POSITIVE_INFINITY;
  let badAt = Number.NEGATIVE_INFINITY;

  const of = (edge: string) => {
    let one = sightings.get(edge);
    if (!one) {
      one = { edge, answered: 0, beaten: 0, failed: 0 };
      sightings.set(edge, one);
    }
    return one;
  };

  edges.onWitness((witness) => {
    // One edge has no siblings to be compared with: there is nothing to tell.
    if (edges.order().length < 2) return;
    const one = of(witness.edge);
    if (witness.kind === 'answered' || witness.kind === 'canary_good') {
      if (witness.milliseconds <= SLOW_MILLISECONDS) one.answered++;
      plan(clock.monotonicMilliseconds() - badAt < SEQUELS_MILLISECONDS ? SEQUEL_MILLISECONDS : NEWS_MILLISECONDS);
    } else {
      badAt = clock.monotonicMilliseconds();
      one[witness.kind === 'failed' ? 'failed' : 'beaten']++;
      plan(BAD_NEWS_MILLISECONDS);
    }
  });

  function plan(milliseconds: number): void {
    const at = clock.monotonicMilliseconds() + milliseconds;
    if (at >= dueAt) return;
    dueAt = at;
    wake?.abort();
    wake = new AbortController();
    clock.sleep(milliseconds, wake.signal).then(tell, () => {});
  }

  async function tell(): Promise<void> {
    const now = clock.monotonicMilliseconds();
    const beacon: Beacon = {
      version: 1,
      client: wire.client,
      milliseconds: Math.round(now - since),
      edges: [...sightings.values()],
    };
    // Who was beaten comes last in it.
    const [edge] = edges.order();
    sightings = new Map();
    since = now;
    dueAt = Number.POSITIVE_INFINITY;
    const { stop, done } = within(clock, PATIENCE_MILLISECONDS);
    // A plain body: a browser sends it to another origin without asking first.
    const init: RequestInit = {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify(beacon),
      credentials: 'omit',
      keepalive: true,
      signal: stop.signal,
    };
    await wire.send(edge! + BEACON_PATH, init).then(
      (response) => {
        wire.heard(response.headers.get('edges-version'));
        return response.body?.cancel();
      },
      () => {},
    );
    done.abort();
  }
}
