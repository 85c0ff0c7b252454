import type { Itinerary } from '@roundsman/api-contract';
import type { OperatorRole } from '@roundsman/delivery-rules';
import { and, eq, gte, isNull } from 'drizzle-orm';
import { newId, Problem, type Work } from '../../platform/index.ts';
import { getOperator } from '../fleet/index.ts';
import { getItinerary } from './read-itineraries.ts';
import { itineraries, itineraryCrew } from './schema.ts';

/** Who runs an itinerary from now on; who ran it until now stays on record. Problem 409 `itinerary_is_over`. */
export async function setCrew(
  work: Work,
  itineraryId: string,
  crew: readonly { operatorId: string; role: OperatorRole }[],
): Promise<Itinerary> {
  const itinerary = await getItinerary(work, itineraryId);
  if (itinerary.state === 'finished' || itinerary.state === 'cancelled') {
    throw new Problem({
      status: 409,
      code: 'itinerary_is_over',
      title: `An itinerary that is ${itinerary.state} keeps its crew`,
    });
  }
  for (const { operatorId } of crew) await getOperator(work, operatorId);
  const { organisationId } = work;
  const started = itinerary.startedAt !== null;
  const current = and(eq(itineraryCrew.itineraryId, itineraryId), isNull(itineraryCrew.toAt));
  // Of a crew that was to begin later nothing is to be kept: it never ran the itinerary.
  await work.db.delete(itineraryCrew).where(started ? and(current, gte(itineraryCrew.fromAt, work.now)) : current);
  if (started) await work.db.update(itineraryCrew).set({ toAt: work.now }).where(current);
  const fromAt = started ? work.now : new Date(itinerary.departure);
  if (crew.length > 0)
    await work.db
      .insert(itineraryCrew)
      .values(crew.map((one) => ({ organisationId, id: newId(), itineraryId, ...one, fromAt })));
  const revision = itinerary.revision + 1;
  await work.db
    .update(itineraries)
    .set({ revision, updatedAt: work.recordedAt })
    .where(eq(itineraries.id, itineraryId));
  work.emit({
    type: 'itinerary.crew_changed',
    subject: { kind: 'itinerary', id: itineraryId },
    data: { operatorIds: crew.map(({ operatorId }) => operatorId), revision },
  });
  return getItinerary(work, itineraryId);
}
