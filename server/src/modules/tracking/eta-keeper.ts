import { inArray } from 'drizzle-orm';
import type { EventReader } from '../../platform/event-log/index.ts';
import type { Log } from '../../platform/log/index.ts';
import { listOrganisations } from '../accounts/index.ts';
import { itineraries } from '../itineraries/schema.ts';
import { type EtaTools, refreshEtas } from './refresh-etas.ts';

/** Real milliseconds between two looks at everything under way: time itself makes crews late. */
const SWEEP_MILLISECONDS = 5_000;
const AT_ONCE = 2;
/** Events of these kinds may move an itinerary's arrivals; each names it, or is about it. */
const MOVES =
  /^(itinerary|stop)\.|^job\.(on_route|arrived|stepped_back|not_attempted|completed|partially_completed|incomplete|damaged|dispatched|unscheduled)$/;

/**
 * Keeps ETAs fresh: after events and positions, and as time passes. Estimates are derived, so what is waiting here may be
 * lost with the process: the next sweep makes it good.
 */
export class EtaKeeper {
  readonly #tools: EtaTools;
  readonly #log: Log;
  readonly #waiting = new Map<string, { organisationId: string; itineraryId: string }>();
  readonly #sweep: NodeJS.Timeout;
  #running = 0;
  #stopped = false;

  constructor(tools: EtaTools, log: Log) {
    this.#tools = tools;
    this.#log = log;
    this.#sweep = setInterval(
      () => void this.sweep().catch((error) => log.debug({ err: error }, 'the sweep of ETAs failed')),
      SWEEP_MILLISECONDS,
    );
    this.#sweep.unref();
  }

  /** The reader of the log that wakes it. */
  readonly reader: EventReader = {
    name: 'tracking',
    handle: async (work, events) => {
      const moved = events
        .filter(({ type }) => MOVES.test(type))
        .flatMap(({ subject, data }) => (subject.kind === 'itinerary' ? subject.id : (data.itineraryId ?? [])));
      work.afterCommit(() => {
        for (const itineraryId of new Set(moved))
          if (typeof itineraryId === 'string') this.mark(work.organisationId, itineraryId);
      });
    },
  };

  mark(organisationId: string, itineraryId: string): void {
    if (this.#stopped) return;
    this.#waiting.set(`${organisationId} ${itineraryId}`, { organisationId, itineraryId });
    while (this.#running < AT_ONCE && this.#waiting.size > 0) void this.#work();
  }

  /** Marks everything that is dispatched or under way. */
  async sweep(): Promise<void> {
    for (const { id: organisationId } of await listOrganisations(this.#tools.database)) {
      const rows = await this.#tools.database.read(organisationId, (work) =>
        work.db
          .select({ id: itineraries.id })
          .from(itineraries)
          .where(inArray(itineraries.state, ['started', 'interrupted', 'dispatched']))
          .limit(5000),
      );
      for (const { id } of rows) this.mark(organisationId, id);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#sweep);
    this.#waiting.clear();
    // What is under way ends by itself within one estimate; the database closes after it.
    for (let waited = 0; this.#running > 0 && waited < 50; waited++)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  async #work(): Promise<void> {
    this.#running++;
    try {
      for (;;) {
        const [next] = this.#waiting;
        if (!next) return;
        this.#waiting.delete(next[0]);
        const { organisationId, itineraryId } = next[1];
        await refreshEtas(this.#tools, organisationId, itineraryId).catch((error: unknown) =>
          this.#log.warn({ err: error, itineraryId }, 'an itinerary’s ETAs could not be refreshed'),
        );
      }
    } finally {
      this.#running--;
    }
  }
}
