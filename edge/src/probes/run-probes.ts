import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EdgeClock } from '../clock.ts';
import type { EdgeAddress } from '../components.ts';
import { type Look, worse } from './look.ts';
import type { Records } from './record-looks.ts';
import { lookAtAll } from './targets.ts';

export interface ProbeRun {
  platformUrl: URL;
  edges: readonly EdgeAddress[];
  intervalMilliseconds: number;
  clock: EdgeClock;
  records: Records;
  log: Logger;
  /** What a look of its own rhythm saw of a component since the last round; each counts once. */
  further: () => ReadonlyMap<string, Look>;
  /** After each round. */
  onRound: () => void;
}

const pruneEveryRounds = 500;

/** Looks at everything, round after round and never two at once, until the signal stops it. */
export async function runProbes(run: ProbeRun, stop: AbortSignal): Promise<void> {
  for (let round = 0; !stop.aborted; round++) {
    const startedAt = run.clock.monotonicMilliseconds();
    try {
      const looks = await lookAtAll(run.platformUrl, run.edges, run.clock);
      if (stop.aborted) return;
      for (const [id, look] of run.further()) {
        const seen = looks.get(id);
        looks.set(id, seen ? worse(seen, look) : look);
      }
      const at = run.clock.now();
      run.records.record(looks, at);
      if (round % pruneEveryRounds === 0) run.records.prune(at);
      run.onRound();
    } catch (error) {
      // A full disk or a locked store must not end the watch: the gap in the record will tell of it.
      run.log.error({ error }, 'a round of probes was lost');
    }
    const spent = run.clock.monotonicMilliseconds() - startedAt;
    await sleep(Math.max(0, run.intervalMilliseconds - spent), undefined, { signal: stop }).catch(() => undefined);
  }
}
