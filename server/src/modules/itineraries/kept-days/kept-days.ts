import type { Itinerary } from '@roundsman/api-contract';
import { newestSeq, readEvents } from '../../../platform/event-log/index.ts';
import type { ReadWork } from '../../../platform/index.ts';
import type { ReadJobs } from '../../jobs/index.ts';
import { readDrivingPace } from '../../plans/index.ts';
import { type ItineraryRow, itinerariesOfDate, presentItineraries } from '../read-itineraries.ts';
import { KeptItineraries } from './kept-itineraries.ts';
import { KeptJobs } from './kept-jobs.ts';
import { type Changes, whatChanged } from './what-changed.ts';

/** What was read of a date, with all that could make it another. */
export interface DayReading<T> {
  readonly value: T;
  readonly serviceDate: string;
  /** Jobs that it tells of or depends on. One that comes to the date concerns it anyhow. */
  readonly jobIds: ReadonlySet<string>;
  readonly itineraryIds: ReadonlySet<string>;
  /** Business time at which it becomes another though nothing happens; null: never. */
  readonly goodUntil: Date | null;
}

/** Readings of an organisation's days as they stand at the end of its log, as a transaction sees it. */
export interface KeptDays {
  readonly pace: Awaited<ReturnType<typeof readDrivingPace>>;
  /**
   * What was read before, when nothing of it has changed; else reads and keeps it.
   * @param name of what is read: equal names must be equal questions.
   */
  reading<T>(name: string, read: () => Promise<DayReading<T>>): Promise<T>;
  /** Jobs in the order of their codes; of those read before only what has changed since is read again. */
  readonly jobs: ReadJobs;
  /** A date's itineraries of all branches, by their codes; of those presented before only what has changed since is read again. */
  itineraries(serviceDate: string): Promise<Itinerary[]>;
}

interface Kept extends DayReading<unknown> {
  /** True to the log at least up to here. */
  seq: number;
  readonly learnedAt: number;
  readonly readAt: Date;
}

interface Organisation {
  /** The last fact of the log that was looked at; its id tells whether it is the same log still. */
  position: Position;
  readonly readings: Map<string, Kept>;
  /** Likewise true to the log up to its position. */
  readonly jobs: KeptJobs;
  readonly itineraries: KeptItineraries;
}

interface Position {
  readonly seq: number;
  readonly id: string | null;
}

/** Twenty days of 2,000 jobs, some two kilobytes each. */
const MOST_JOBS = 40_000;
/** Ten days likewise, a kilobyte each: what is read of a day that has changed. */
const MOST_SINGLE_JOBS = 20_000;
/** Likewise of itineraries. */
const MOST_STOPS = 20_000;
/** A reading costs something, however few jobs it tells of. */
const LEAST_WEIGHT = 20;
/** Of a log that went on further nothing is looked through. */
const MOST_FACTS = 1000;

/** By organisation, the one asked for last at the end; each with its readings, likewise. */
const organisations = new Map<string, Organisation>();

/**
 * The readings that still stand. The log decides: what it says since a reading was made is held against what the reading depends on, so a change that is
 * committed before the question is seen, whichever process made it. What is learned of driving makes no fact and is compared by itself.
 */
export async function keptDays(work: ReadWork): Promise<KeptDays> {
  const end = await follow(work);
  const pace = await readDrivingPace(work);
  const learnedAt = pace.learnedAt?.getTime() ?? 0;
  const organisation = organisationOf(work.organisationId);
  const isUpToDate = () =>
    organisations.get(work.organisationId) === organisation && organisation.position.seq === end.seq;
  const jobs: ReadJobs = async (jobIds) => {
    const read = await organisation.jobs.read(work, jobIds, isUpToDate);
    makeRoomAmong((each) => each.jobs, MOST_SINGLE_JOBS);
    return read;
  };
  return {
    pace,
    jobs,
    async reading<T>(name: string, read: () => Promise<DayReading<T>>): Promise<T> {
      const known = organisations.get(work.organisationId)?.readings.get(name);
      if (known && known.seq >= end.seq && known.learnedAt === learnedAt && isInTime(known, work.now)) {
        use(work.organisationId, name, known);
        return known.value as T;
      }
      const fresh = await read();
      keep(work.organisationId, name, { ...fresh, seq: end.seq, learnedAt, readAt: work.now }, end);
      return fresh.value;
    },
    async itineraries(serviceDate) {
      const rows = await itinerariesOfDate(work, serviceDate);
      const present = (some: readonly ItineraryRow[]) => presentItineraries(work, some, jobs);
      const read = await organisation.itineraries.read(rows, present, isUpToDate);
      makeRoomAmong((each) => each.itineraries, MOST_STOPS);
      return read;
    },
  };
}

/** A sandbox's clock may be set back. */
const isInTime = ({ readAt, goodUntil }: Kept, now: Date) => readAt <= now && (goodUntil === null || now < goodUntil);

/** Looks through what the log says since the last time, drops what it concerns, and says how far the log goes. */
async function follow(work: ReadWork): Promise<Position> {
  const organisation = organisationOf(work.organisationId);
  const { position } = organisation;
  if (organisation.readings.size === 0) {
    const end = await endOfLog(work);
    if (end.seq !== position.seq || end.id !== position.id) forgetSingles(organisation);
    return moveTo(organisation, end);
  }
  // From the fact known last on: is it there no more, the log was emptied or cut, and nothing is known of what happened.
  const facts = await readEvents(work, Math.max(0, position.seq - 1), MOST_FACTS);
  const isSameLog = position.id === null || facts[0]?.id === position.id;
  const last = facts.at(-1);
  if (!isSameLog || facts.length === MOST_FACTS) {
    organisation.readings.clear();
    forgetSingles(organisation);
    return moveTo(organisation, await endOfLog(work));
  }
  const end = last ? { seq: last.seq, id: last.id } : position;
  const news = facts.filter(({ seq }) => seq > position.seq);
  if (news.length > 0) {
    const changes = await whatChanged(work, news);
    organisation.jobs.drop(changes);
    organisation.itineraries.drop(changes);
    for (const [name, reading] of organisation.readings) {
      if (reading.seq >= end.seq) continue;
      // One that was kept meanwhile may not have seen what was looked through before.
      if (reading.seq < position.seq || concerns(changes, reading)) organisation.readings.delete(name);
      else reading.seq = end.seq;
    }
  }
  return moveTo(organisation, end);
}

function concerns({ everything, dates, jobIds, itineraryIds }: Changes, reading: Kept): boolean {
  if (everything || dates.has(reading.serviceDate)) return true;
  return (
    [...jobIds].some((id) => reading.jobIds.has(id)) || [...itineraryIds].some((id) => reading.itineraryIds.has(id))
  );
}

function forgetSingles({ jobs, itineraries }: Organisation): void {
  jobs.clear();
  itineraries.clear();
}

async function endOfLog(work: ReadWork): Promise<Position> {
  const seq = await newestSeq(work);
  const [last] = seq === 0 ? [] : await readEvents(work, seq - 1, 1);
  return { seq, id: last?.id ?? null };
}

/** Never back: another question may have looked further meanwhile. */
function moveTo(organisation: Organisation, end: Position): Position {
  if (organisation.readings.size === 0 || end.seq > organisation.position.seq) organisation.position = end;
  return end;
}

function organisationOf(id: string): Organisation {
  const known = organisations.get(id) ?? {
    position: { seq: 0, id: null },
    readings: new Map<string, Kept>(),
    jobs: new KeptJobs(),
    itineraries: new KeptItineraries(),
  };
  organisations.delete(id);
  organisations.set(id, known);
  return known;
}

function use(organisationId: string, name: string, reading: Kept): void {
  const { readings } = organisationOf(organisationId);
  readings.delete(name);
  readings.set(name, reading);
}

/** Unless the log was looked through further than this reading saw. */
function keep(organisationId: string, name: string, reading: Kept, end: Position): void {
  const organisation = organisationOf(organisationId);
  organisation.readings.delete(name);
  if (organisation.readings.size === 0) moveTo(organisation, end);
  if (reading.seq < organisation.position.seq) return;
  organisation.readings.set(name, reading);
  makeRoom(reading);
}

const weightOf = ({ jobIds }: Kept) => Math.max(LEAST_WEIGHT, jobIds.size);

/** What was not asked for longest goes first; organisations without a reading are forgotten. */
function makeRoom(latest: Kept): void {
  let sum = 0;
  for (const { readings } of organisations.values()) for (const each of readings.values()) sum += weightOf(each);
  for (const [id, { readings }] of organisations) {
    for (const [name, each] of readings) {
      if (sum <= MOST_JOBS) break;
      if (each === latest) continue;
      readings.delete(name);
      sum -= weightOf(each);
    }
    if (readings.size === 0) organisations.delete(id);
  }
}

/** Those of whoever asked longest ago go first. */
function makeRoomAmong(kept: (of: Organisation) => KeptJobs | KeptItineraries, most: number): void {
  let over = [...organisations.values()].reduce((sum, each) => sum + kept(each).size, 0) - most;
  for (const each of organisations.values()) {
    if (over <= 0) return;
    over -= kept(each).forget(over);
  }
}
