import { setImmediate } from 'node:timers/promises';
import { areaFactorAt } from '@roundsman/delivery-rules';
import type { RouteOrder } from '@roundsman/routing-solver';
import { buildDayProblem, placesOf } from '../day-problem.ts';
import type { DayRoads, DayTravel } from '../day-roads.ts';
import type { DaySnapshot } from '../day-snapshot.ts';
import { measureTravel } from '../day-travel.ts';
import type { DayAsGiven } from './day-as-given.ts';
import type { FingerprintedDay } from './fingerprint-day.ts';
import type { LayOut } from './lay-out.ts';
import { type LaidOut, layOutOnTheRoad, MOST_SQUEEZED_IN, type PreparedDay, squeezeIn } from './lay-out-day.ts';
import { type OpenedDay, openDay } from './open-day.ts';
import { createReach, type Reach } from './reach-place.ts';
import { createTravelTable, type TravelTable } from './travel-table.ts';

/** The day with what somebody holds, without it while they decide, both again after a booking; and as its drafts stand, for the dispatcher. */
const MOST_STANDS = 6;
/** Of a pair: seconds and meters of the problem, and both again in the running day, to and fro. */
const BYTES_A_PAIR = 24;
const BYTES_AN_ARC = 40;
const BYTES_A_JOB = 6000;
/** After so many changes one by one a day is laid out anew, beside the questions: each was put where it was cheapest at its time. */
const CHANGES_SHARE = 1 / 100;
const LEAST_CHANGES = 3;

/** A day as it stood at some time, for others to go on from. */
interface Stand {
  readonly frame: string;
  readonly given: DayAsGiven;
  readonly travel: DayTravel;
  readonly laidOut: LaidOut;
  /** Its jobs by their ids, as they are compared. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Jobs that came and went since it was laid out as a whole. */
  readonly changes: number;
}

interface Difference {
  readonly come: readonly string[];
  readonly gone: ReadonlySet<string>;
}

/**
 * A date of a branch as it changes. What is known of travel stays, and new places join it. Where a day differs from one that is open by a few jobs it
 * goes on from that: they are put where they are cheapest, so that a booking does not make the next customer wait for a whole day to be measured
 * and laid out. What is offered then depends on the order of the bookings.
 */
export class DayLine {
  readonly #layOut: LayOut;
  readonly #opening = new Map<string, Promise<OpenedDay>>();
  #known: { readonly table: TravelTable; readonly reach: Reach } | null = null;
  /** The latest last. */
  #stands: readonly Stand[] = [];
  #waitedFor = 0;
  #isLaidOutAgain = false;

  constructor(layOut: LayOut) {
    this.#layOut = layOut;
  }

  get isBusy(): boolean {
    return this.#waitedFor > 0;
  }

  get bytes(): number {
    const matrices = new Set(this.#stands.map(({ travel }) => travel.matrix));
    const travel = [...matrices].reduce(
      (sum, { seconds, listed }) => sum + seconds.length * (listed ? BYTES_AN_ARC : BYTES_A_PAIR),
      0,
    );
    return travel + this.#stands.reduce((sum, { jobs }) => sum + BYTES_A_JOB * (1 + jobs.size), 0);
  }

  /** The day of this key, being opened or open. */
  get(key: string): Promise<OpenedDay> | undefined {
    return this.#opening.get(key);
  }

  /** One that cannot be opened is forgotten. */
  async open(
    roads: DayRoads,
    { key, frame }: Pick<FingerprintedDay, 'key' | 'frame'>,
    given: DayAsGiven,
  ): Promise<OpenedDay> {
    const opening = this.#open(roads, frame, given);
    this.#opening.set(key, opening);
    opening.catch(() => {
      if (this.#opening.get(key) === opening) this.#opening.delete(key);
    });
    for (const old of [...this.#opening.keys()].slice(0, -MOST_STANDS)) this.#opening.delete(old);
    this.#waitedFor++;
    try {
      return await opening;
    } finally {
      this.#waitedFor--;
    }
  }

  async #open(roads: DayRoads, frame: string, given: DayAsGiven): Promise<OpenedDay> {
    const jobs = new Map(given.day.jobs.map((job) => [job.id, JSON.stringify(job)]));
    const { travel, reach } = await this.#measure(roads, given.day);
    const near = this.#nearest(frame, jobs);
    const atHand = given.asItStands ? null : near ? goOn(given.day, travel, near) : layOutOnTheRoad(given, travel);
    const laidOut = atHand?.laidOut ?? (await this.#layOut({ given, travel, before: near && ordersWithout(near) }));
    const stand = { frame, given, travel, laidOut, jobs, changes: near && atHand ? changesOf(near) : 0 };
    this.#keep(stand);
    if (stand.changes >= Math.max(LEAST_CHANGES, jobs.size * CHANGES_SHARE)) void this.#layOutAgain(stand);
    return openDay({ given, travel, reach, laidOut, ...(atHand && { prepared: atHand }) });
  }

  /** The travel of the day: what is known of it, and of a few new places what the roads say; else all of it anew. */
  async #measure(roads: DayRoads, day: DaySnapshot): Promise<{ travel: DayTravel; reach: Reach }> {
    const known = this.#known;
    if (known) {
      const travel = await learnPlaces(roads, day, known);
      if (travel) return { travel, reach: known.reach };
    }
    const measured = await measureTravel(roads, day);
    const table = createTravelTable(day, measured);
    const reach = createReach(table, day);
    // What the roads only said before is asked for again.
    this.#known = measured.lastKnown ? null : { table, reach };
    return { travel: table.travelOf(day)!, reach };
  }

  #nearest(frame: string, jobs: ReadonlyMap<string, string>): { stand: Stand; difference: Difference } | null {
    const all = this.#stands
      .filter((stand) => stand.frame === frame)
      .map((stand) => ({ stand, difference: differenceOf(stand.jobs, jobs) }));
    const changed = all.sort((a, b) => changesOf(a) - changesOf(b));
    return changed[0] ?? null;
  }

  #keep(stand: Stand): void {
    this.#stands = [...this.#stands, stand].slice(-MOST_STANDS);
  }

  /** Whoever asks meanwhile is answered from how it is; the next change goes on from what is found. */
  async #layOutAgain(stand: Stand): Promise<void> {
    if (this.#isLaidOutAgain) return;
    this.#isLaidOutAgain = true;
    try {
      // A small day is laid out in this very thread: whoever has asked hears first.
      await setImmediate();
      const { given, travel } = stand;
      const laidOut = await this.#layOut({ given, travel, before: stand.laidOut.orders });
      this.#keep({ ...stand, laidOut, changes: 0 });
    } catch {
      // It stays as it is, and the next change tries again.
    } finally {
      this.#isLaidOutAgain = false;
    }
  }
}

const changesOf = ({ stand, difference }: { stand: Stand; difference: Difference }) =>
  stand.changes + difference.come.length + difference.gone.size;

/** A job that is another than it was goes and comes. */
function differenceOf(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Difference {
  return {
    come: [...now].flatMap(([id, job]) => (before.get(id) === job ? [] : [id])),
    gone: new Set([...before].flatMap(([id, job]) => (now.get(id) === job ? [] : [id]))),
  };
}

const ordersWithout = ({ stand, difference: { gone } }: { stand: Stand; difference: Difference }): RouteOrder[] =>
  stand.laidOut.orders.map((order) => ({
    ...order,
    stops: order.stops.filter(({ jobId }) => jobId === undefined || !gone.has(jobId)),
  }));

/** The day laid out as it was, with the jobs that came; null: they are too many, or a search may find the room that one of them lacks. */
function goOn(
  day: DaySnapshot,
  travel: DayTravel,
  near: { readonly stand: Stand; readonly difference: Difference },
): PreparedDay | null {
  const { come, gone } = near.difference;
  const left = near.stand.laidOut.unplaced.filter((id) => !gone.has(id));
  const tried = [...come, ...(gone.size > 0 ? left : [])].slice(0, MOST_SQUEEZED_IN);
  if (come.length > tried.length) return null;
  const dayProblem = buildDayProblem(day, travel);
  const { laidOut, running } = squeezeIn(dayProblem.problem, ordersWithout(near), tried);
  const { orders, unplaced } = laidOut;
  if (unplaced.some((id) => come.includes(id))) return null;
  const placed = new Set(tried.filter((id) => !unplaced.includes(id)));
  return {
    laidOut: { orders, unplaced: left.filter((id) => !placed.has(id)) },
    ...{ dayProblem, running },
  };
}

/** The travel of the day once its new places are in the table; null: they are too many for it. */
async function learnPlaces(
  roads: DayRoads,
  day: DaySnapshot,
  { table, reach }: { readonly table: TravelTable; readonly reach: Reach },
): Promise<DayTravel | null> {
  const missing = placesOf(day).filter(({ point }) => !table.has(point));
  if (table.isListed || missing.length > MOST_SQUEEZED_IN) return table.travelOf(day);
  for (const { point } of missing) {
    let rows: number;
    let reached: Awaited<ReturnType<Reach>>;
    do {
      rows = table.points.length;
      reached = await reach(roads, point, areaFactorAt(day.areaFactors, point));
      // Somebody else's place has joined meanwhile: this one must be reached from there too.
    } while (table.points.length !== rows && !table.has(point));
    if (!table.has(point) && !table.add(point, reached)) return null;
  }
  return table.travelOf(day);
}
