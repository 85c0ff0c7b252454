import type { Command } from '@roundsman/api-contract';
import type { CrewChange, StopState } from '@roundsman/delivery-rules';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Work } from '../../platform/index.ts';
import { type FieldMoment, recordActionOutcome, recordGoods, recordJobMove } from '../jobs/index.ts';
import type { ItineraryRow } from './read-itineraries.ts';
import { itineraries, stops } from './schema.ts';

const ITINERARY_EVENTS: Record<string, string> = {
  started: 'itinerary.started',
  interrupted: 'itinerary.interrupted',
  finished: 'itinerary.finished',
  dispatched: 'itinerary.start_undone',
};

/** What the rules' changes leave open: which lines have which reason, and words beside it. */
export type Said = Pick<Command, 'stopId' | 'payload'> & { readonly note?: string };

/** Writes exactly what the rules of the field say a command changes, in their order. */
export async function writeChanges(
  work: Work,
  moment: FieldMoment,
  command: Said,
  itinerary: Pick<ItineraryRow, 'id' | 'startLocationId' | 'endLocationId'>,
  changes: readonly CrewChange[],
): Promise<void> {
  const itineraryId = itinerary.id;
  const depotId = itinerary.endLocationId ?? itinerary.startLocationId;
  for (const change of changes) {
    switch (change.thing) {
      case 'itinerary':
        await writeItineraryState(work, moment, command, itineraryId, change);
        break;
      case 'stop':
        await writeStopState(work, moment, itineraryId, change);
        break;
      case 'action':
        await recordActionOutcome(work, moment, {
          jobId: change.jobId,
          actionId: change.actionId,
          state: change.to,
          quantities: change.quantities,
          reasonCode:
            command.payload.actions?.find(({ actionId }) => actionId === change.actionId)?.reason ??
            command.payload.reason ??
            null,
        });
        break;
      case 'goods':
        await recordGoods(work, moment, { actionId: change.actionId, moves: change.moves, itineraryId, depotId });
        break;
      case 'job':
        await recordJobMove(work, moment, {
          jobId: change.jobId,
          event: change.event,
          reasonCode: command.payload.reason ?? null,
          data: { itineraryId, stopId: command.stopId },
          note: command.note ?? null,
        });
        if (change.event.startsWith('settle_')) await dropStops(work, change.jobId, itineraryId);
    }
  }
}

async function writeItineraryState(
  work: Work,
  { happenedAt }: FieldMoment,
  command: Said,
  itineraryId: string,
  change: Extract<CrewChange, { thing: 'itinerary' }>,
): Promise<void> {
  const { from, to } = change;
  await work.db
    .update(itineraries)
    .set({
      state: to,
      updatedAt: work.recordedAt,
      ...(to === 'started' && from === 'dispatched' ? { startedAt: happenedAt } : {}),
      ...(to === 'dispatched' ? { startedAt: null } : {}),
      ...(to === 'finished' ? { finishedAt: happenedAt } : {}),
      interruptedReason: to === 'interrupted' ? (command.payload.reason ?? command.payload.words ?? null) : null,
    })
    .where(eq(itineraries.id, itineraryId));
  const type =
    from === 'interrupted' && to === 'started' ? 'itinerary.resumed' : (ITINERARY_EVENTS[to] ?? `itinerary.${to}`);
  work.emit({ type, subject: { kind: 'itinerary', id: itineraryId }, occurredAt: happenedAt, data: { from, to } });
}

async function writeStopState(
  work: Work,
  { happenedAt }: FieldMoment,
  itineraryId: string,
  change: Extract<CrewChange, { thing: 'stop' }>,
): Promise<void> {
  const [stop] = await work.db
    .update(stops)
    .set({ state: change.to, ...momentOf(change.to, happenedAt) })
    .where(eq(stops.id, change.stopId))
    .returning({ kind: stops.kind });
  // A visit's job says the same on the log; the other kinds have only this.
  if (stop && stop.kind !== 'job') {
    work.emit({
      type: `stop.${change.to}`,
      subject: { kind: 'stop', id: change.stopId },
      occurredAt: happenedAt,
      data: { itineraryId, kind: stop.kind },
    });
  }
}

function momentOf(state: StopState, at: Date): Partial<typeof stops.$inferInsert> {
  if (state === 'on_route') return { leftAt: at };
  if (state === 'arrived') return { arrivedAt: at, finishedAt: null };
  if (state === 'done') return { finishedAt: at };
  return state === 'planned' ? { leftAt: null, arrivedAt: null } : {};
}

/**
 * Nobody goes to the job any more, or it was done on the one itinerary named: wherever else it stood, that stop falls away
 * and its crew is told by a new revision.
 */
export async function dropStops(work: Work, jobId: string, butOnItineraryId: string | null): Promise<void> {
  const dropped = await work.db
    .update(stops)
    .set({ state: 'dropped' })
    .where(
      and(
        eq(stops.jobId, jobId),
        butOnItineraryId === null ? undefined : ne(stops.itineraryId, butOnItineraryId),
        inArray(stops.state, ['planned', 'on_route', 'arrived']),
      ),
    )
    .returning({ itineraryId: stops.itineraryId });
  for (const other of dropped) {
    const [row] = await work.db
      .update(itineraries)
      .set({ revision: sql`${itineraries.revision} + 1`, updatedAt: work.recordedAt })
      .where(eq(itineraries.id, other.itineraryId))
      .returning({ revision: itineraries.revision });
    work.emit({
      type: 'itinerary.changed',
      subject: { kind: 'itinerary', id: other.itineraryId },
      data: { revision: row?.revision ?? 0 },
    });
  }
}
