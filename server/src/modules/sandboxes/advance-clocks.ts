import { sql } from 'drizzle-orm';
import type { RealClock } from '../../platform/clock/index.ts';
import type { Doorbell } from '../../platform/event-log/index.ts';
import type { Database } from '../../platform/index.ts';
import type { LiveFeed } from '../../platform/live-feed/index.ts';
import type { Log } from '../../platform/log/index.ts';

interface AdvanceTools {
  readonly database: Database;
  readonly doorbell: Pick<Doorbell, 'ring'>;
  readonly liveFeed: Pick<LiveFeed, 'publish'>;
  readonly log: Log;
  readonly clock: RealClock;
}

/** Between two looks whether any clock is to be moved, and between two moves of one. */
const LOOK_MILLISECONDS = 500;
const STEP_MILLISECONDS = 25;
/** Whatever is not done by then is not waited for any more: a reader that keeps failing, a message that no provider takes. */
const PATIENCE_MILLISECONDS = 10_000;
const TELL_MILLISECONDS = 250;
/** Readers go past what they do not want when it suits them; a clock that waits for them asks again so soon. */
const RING_MILLISECONDS = 100;

interface Clock extends Record<string, unknown> {
  readonly organisation_id: string;
  /** As the database writes it. */
  readonly business_epoch: string;
}

interface Standing {
  readonly at: number;
  readonly since: number;
}

/**
 * Moves sandboxes' clocks that are to be somewhere later: to the next thing that is due, and on once everything due then
 * has happened, been read off the log and been sent. Several processes may do so: each move names the time it starts from.
 */
export class ClockAdvancer {
  readonly #tools: AdvanceTools;
  readonly #standing = new Map<string, Standing>();
  readonly #told = new Map<string, number>();
  readonly #rung = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(tools: AdvanceTools) {
    this.#tools = tools;
    this.#timer = setInterval(() => this.#look(), LOOK_MILLISECONDS);
    this.#timer.unref();
  }

  #look(): void {
    this.#running ??= this.#moveAll()
      .catch((error: unknown) => this.#tools.log.warn({ err: error }, 'sandboxes’ clocks could not be moved'))
      .finally(() => {
        this.#running = null;
      });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Until every clock is where it is to be. */
  async #moveAll(): Promise<void> {
    while (!this.#stopped) {
      const clocks = await this.#tools.database.lookUp(async (db) => {
        const { rows } = await db.execute<Clock>(
          sql`SELECT organisation_id, business_epoch FROM business_clocks WHERE advance_to IS NOT NULL`,
        );
        return rows;
      });
      if (clocks.length === 0) return;
      for (const clock of clocks) await this.#moveOn(clock);
      await new Promise((resolve) => setTimeout(resolve, STEP_MILLISECONDS));
    }
  }

  async #moveOn({ organisation_id: organisationId, business_epoch: epoch }: Clock): Promise<void> {
    const from = new Date(epoch);
    const { database, clock: realClock } = this.#tools;
    const scope = { organisationId, actor: { kind: 'clock', id: 'sandboxes' } } as const;
    const patient = this.#isPatient(organisationId, from.getTime());
    if (patient) {
      const { works, reads } = await this.#isBusy(organisationId, from);
      if (reads) this.#callReaders(organisationId);
      if (works || reads) return;
    }
    const moved = await database.transact(scope, async (work) => {
      const at = from.toISOString();
      const { rows } = await work.db.execute<{ business_epoch: string; speed: number; advance_to: string | null }>(sql`
        UPDATE business_clocks AS clock SET
          business_epoch = next.at, real_epoch = ${realClock.now().toISOString()}::timestamptz,
          speed = CASE WHEN next.at >= clock.advance_to THEN coalesce(clock.speed_after, 1) ELSE 0 END,
          speed_after = CASE WHEN next.at >= clock.advance_to THEN NULL ELSE clock.speed_after END,
          advance_to = CASE WHEN next.at >= clock.advance_to THEN NULL ELSE clock.advance_to END
        FROM (
          SELECT least(coalesce(min(due_at), 'infinity'), (SELECT advance_to FROM business_clocks)) AS at
          FROM business_timers WHERE due_at > ${at}::timestamptz
        ) AS next
        WHERE clock.advance_to IS NOT NULL AND clock.business_epoch = ${at}::timestamptz
        RETURNING clock.business_epoch, clock.speed, clock.advance_to`);
      const [row] = rows;
      if (!row) return null;
      const clock = {
        businessNow: new Date(row.business_epoch).toISOString(),
        speed: Number(row.speed),
        advancingTo: row.advance_to === null ? null : new Date(row.advance_to).toISOString(),
      };
      if (clock.advancingTo === null)
        work.emit({
          type: 'clock.set',
          subject: { kind: 'organisation', id: organisationId },
          data: { businessNow: clock.businessNow, speed: clock.speed },
        });
      return clock;
    });
    if (moved === null) return;
    const last = this.#told.get(organisationId) ?? 0;
    const real = realClock.now().getTime();
    if (moved.advancingTo !== null && real - last < TELL_MILLISECONDS) return;
    this.#told.set(organisationId, real);
    if (moved.advancingTo === null) {
      this.#standing.delete(organisationId);
      this.#told.delete(organisationId);
      this.#rung.delete(organisationId);
    }
    this.#tools.liveFeed.publish(organisationId, { topic: 'clock', key: 'clock', value: moved });
  }

  #isPatient(organisationId: string, at: number): boolean {
    const real = this.#tools.clock.now().getTime();
    const standing = this.#standing.get(organisationId);
    if (standing?.at === at) return real - standing.since < PATIENCE_MILLISECONDS;
    this.#standing.set(organisationId, { at, since: real });
    return true;
  }

  /** Whatever is new: nobody else would call them for what they do not want. */
  #callReaders(organisationId: string): void {
    const real = this.#tools.clock.now().getTime();
    if (real - (this.#rung.get(organisationId) ?? 0) < RING_MILLISECONDS) return;
    this.#rung.set(organisationId, real);
    this.#tools.doorbell.ring(organisationId);
  }

  /** `works`: something is due and not done, or on its way to its provider. `reads`: something is not yet read off the log. */
  async #isBusy(organisationId: string, at: Date): Promise<{ works: boolean; reads: boolean }> {
    return this.#tools.database.read(organisationId, async ({ db, recordedAt }) => {
      const { rows } = await db.execute<{ works: boolean; reads: boolean }>(sql`
        SELECT EXISTS (
            SELECT FROM business_timers WHERE due_at <= ${at.toISOString()}::timestamptz
              AND (retry_at IS NULL OR retry_at <= ${recordedAt.toISOString()}::timestamptz))
          OR EXISTS (
            SELECT FROM messages WHERE state IN ('queued', 'sending')
              AND (not_before IS NULL OR not_before <= ${at.toISOString()}::timestamptz)) AS works,
          EXISTS (
            SELECT FROM reader_cursors AS reader, event_counters AS log
            WHERE reader.seq < log.last_seq AND reader.failures = 0) AS reads`);
      return rows[0]!;
    });
  }
}
