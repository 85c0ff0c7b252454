import type { CrewMessage } from '@roundsman/api-contract';
import { and, asc, desc, eq, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import { newId, Problem, type ReadWork, type Work } from '../../platform/index.ts';
import { memberNames } from '../accounts/index.ts';
import { operators } from '../fleet/schema.ts';
import { presentJob } from '../jobs/index.ts';
import { getItinerary } from './read-itineraries.ts';
import { crewMessages, itineraries, itineraryCrew } from './schema.ts';

const MOST_MESSAGES = 500;

/** Words about an itinerary, the newest 500, oldest first. Problem 404 `itinerary_unknown`. */
export async function readChat(work: ReadWork, itineraryId: string): Promise<CrewMessage[]> {
  await getItinerary(work, itineraryId);
  return present(work, eq(crewMessages.itineraryId, itineraryId));
}

/** Words about one job, whichever itinerary it was on. Problem 404 `job_unknown`, also for another merchant's job. */
export async function readJobChat(work: ReadWork, jobId: string, merchantId: string | null): Promise<CrewMessage[]> {
  await presentJob(work, jobId, merchantId);
  return present(work, eq(crewMessages.jobId, jobId));
}

/** What crews wrote on a date's itineraries, of all branches unless one is named, and nobody at the desk has read: the newest 500, newest first. */
export async function readUnreadChat(
  work: ReadWork,
  { serviceDate, branchId }: { readonly serviceDate: string; readonly branchId?: string | undefined },
): Promise<CrewMessage[]> {
  const ofDate = work.db
    .select({ id: itineraries.id })
    .from(itineraries)
    .where(
      and(
        eq(itineraries.serviceDate, serviceDate),
        branchId === undefined ? undefined : eq(itineraries.branchId, branchId),
      ),
    );
  const unread = and(isNull(crewMessages.readAt), eq(crewMessages.fromKind, 'device'));
  return (await present(work, and(inArray(crewMessages.itineraryId, ofDate), unread))).toReversed();
}

/** What an operator is to see: the words of the itineraries they run, and those to them. */
export async function readOperatorChat(work: ReadWork, operatorId: string): Promise<CrewMessage[]> {
  const own = await itinerariesOf(work, operatorId);
  const wanted = or(
    eq(crewMessages.operatorId, operatorId),
    own.length > 0 ? isAmong(crewMessages.itineraryId, own) : undefined,
  );
  return present(work, wanted);
}

/** The desk's words to a crew. Problems: 404 `itinerary_unknown`, 409 `itinerary_is_over`, 422 `job_unknown`. */
export async function writeToCrew(
  work: Work,
  itineraryId: string,
  { words, jobId }: { readonly words: string; readonly jobId: string | null },
): Promise<CrewMessage> {
  const itinerary = await getItinerary(work, itineraryId);
  if (itinerary.state === 'finished' || itinerary.state === 'cancelled')
    throw new Problem({
      status: 409,
      code: 'itinerary_is_over',
      title: `${itinerary.code} is ${itinerary.state}: nobody reads it any more`,
    });
  if (jobId !== null && !itinerary.stops.some((stop) => stop.jobId === jobId)) throw notItsJob();
  const id = newId();
  await work.db.insert(crewMessages).values({
    organisationId: work.organisationId,
    id,
    itineraryId,
    jobId,
    fromKind: work.actor.kind,
    fromId: work.actor.id,
    words,
    writtenAt: work.now,
  });
  work.emit({ type: 'crew.told', subject: { kind: 'itinerary', id: itineraryId }, data: { messageId: id, jobId } });
  return (await present(work, eq(crewMessages.id, id)))[0]!;
}

/** Each side marks what the other wrote, which the other is told. Returns how many were unread. */
export async function markChatRead(
  work: Work,
  reader: { readonly itineraryId: string } | { readonly jobId: string } | { readonly operatorId: string },
): Promise<number> {
  const unread = isNull(crewMessages.readAt);
  const own = 'operatorId' in reader ? await itinerariesOf(work, reader.operatorId) : null;
  if (own?.length === 0) return 0;
  const other = own ? ne(crewMessages.fromKind, 'device') : eq(crewMessages.fromKind, 'device');
  const shown =
    'jobId' in reader
      ? eq(crewMessages.jobId, reader.jobId)
      : isAmong(crewMessages.itineraryId, 'itineraryId' in reader ? [reader.itineraryId] : own!);
  const read = await work.db
    .update(crewMessages)
    .set({ readAt: work.now })
    .where(and(shown, other, unread))
    .returning({ itineraryId: crewMessages.itineraryId });
  for (const itineraryId of new Set(read.flatMap((message) => message.itineraryId ?? [])))
    work.emit({ type: 'crew.read', subject: { kind: 'itinerary', id: itineraryId } });
  return read.length;
}

async function itinerariesOf(work: ReadWork, operatorId: string): Promise<string[]> {
  const rows = await work.db
    .select({ itineraryId: itineraryCrew.itineraryId })
    .from(itineraryCrew)
    .where(and(eq(itineraryCrew.operatorId, operatorId), isNull(itineraryCrew.toAt)))
    .orderBy(desc(itineraryCrew.fromAt))
    .limit(20);
  return rows.map(({ itineraryId }) => itineraryId);
}

async function present(work: ReadWork, wanted: SQL | undefined): Promise<CrewMessage[]> {
  const rows = await work.db
    .select({ message: crewMessages, operator: operators.name })
    .from(crewMessages)
    .leftJoin(operators, eq(operators.id, crewMessages.operatorId))
    .where(wanted)
    .orderBy(desc(crewMessages.writtenAt), asc(crewMessages.id))
    .limit(MOST_MESSAGES);
  const names = await memberNames(
    work,
    rows.flatMap(({ message }) => (message.fromKind === 'member' && message.fromId ? [message.fromId] : [])),
  );
  return rows.toReversed().map(({ message, operator }) => ({
    id: message.id,
    itineraryId: message.itineraryId,
    jobId: message.jobId,
    from: message.fromKind === 'device' ? ('crew' as const) : ('desk' as const),
    name: message.fromKind === 'device' ? operator : (names.get(message.fromId ?? '') ?? null),
    words: message.words,
    at: message.writtenAt.toISOString(),
    readAt: message.readAt?.toISOString() ?? null,
  }));
}

function notItsJob(): Problem {
  const message = 'This job is not on that itinerary';
  const fields = [{ field: 'jobId', code: 'job_unknown', message, remedy: 'Leave it out, or name one of its jobs.' }];
  return new Problem({ status: 422, code: 'job_unknown', title: message, fields });
}
