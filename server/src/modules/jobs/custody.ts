import type { CustodyKind, HolderKind } from '@roundsman/delivery-rules';
import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { insertMany, isAmong } from '../../platform/database/index.ts';
import { newId, type ReadWork, type Work } from '../../platform/index.ts';
import type { FieldMoment } from './record-outcome.ts';
import { custodyEntries, jobActions, jobs, pieces } from './schema.ts';

/** Things of a line that are followed one by one; a line of more is followed as one lot. */
const MOST_PIECES = 200;

export interface GoodsMove {
  readonly actionId: string;
  /** Where the line's things went, each with how many; things not named stay where they are. */
  readonly moves: readonly { readonly custody: CustodyKind; readonly quantity: number }[];
  readonly itineraryId: string;
  /** Where the tour ends: goods that say no place of their own are handed in there. */
  readonly depotId: string | null;
}

/** Writes where a line's things went: each piece's holder, and one more entry of its chain. */
export async function recordGoods(work: Work, moment: FieldMoment, move: GoodsMove): Promise<void> {
  const [action] = await work.db.select().from(jobActions).where(eq(jobActions.id, move.actionId));
  if (!action) return;
  const own = await piecesOf(work, action);
  const holderOf = (custody: CustodyKind): { holderKind: HolderKind | null; holderId: string | null } => {
    switch (custody) {
      case 'loaded':
      case 'collected':
      case 'transferred':
        return { holderKind: 'itinerary', holderId: move.itineraryId };
      case 'handed_over':
        return { holderKind: 'customer', holderId: null };
      case 'returned':
      case 'received':
        return { holderKind: 'location', holderId: action.toLocationId ?? move.depotId };
      case 'short':
        return { holderKind: null, holderId: null };
    }
  };
  // Handing in concerns what is on board; every other move is told of the line as a whole.
  const aboard = own.filter(({ holderKind, holderId }) => holderKind === 'itinerary' && holderId === move.itineraryId);
  const subjects = move.moves.some(({ custody }) => custody === 'returned') ? aboard : own;
  const wanted = move.moves.flatMap(({ custody, quantity }) =>
    Array<CustodyKind>(Math.min(quantity, own.length)).fill(custody),
  );
  const steps = subjects.flatMap((piece, at) => {
    // What was thought to be on board, and by a later word is not, stayed with the customer.
    const custody = wanted[at] ?? (aboard.includes(piece) ? 'handed_over' : undefined);
    if (custody === undefined) return [];
    const holder = holderOf(custody);
    const isSame = piece.custody === custody && piece.holderId === holder.holderId;
    return isSame ? [] : [{ piece, custody, ...holder }];
  });
  if (steps.length === 0) return;
  for (const [custody, same] of Map.groupBy(steps, (step) => step.custody)) {
    await work.db
      .update(pieces)
      .set({ custody, ...holderOf(custody) })
      .where(
        inArray(
          pieces.id,
          same.map(({ piece }) => piece.id),
        ),
      );
    // That it was handed over is in the job's own outcome.
    if (custody !== 'handed_over')
      work.emit({
        type: `piece.${custody}`,
        subject: { kind: 'job', id: action.jobId },
        occurredAt: moment.happenedAt,
        data: { actionId: action.id, pieces: same.length, itineraryId: move.itineraryId },
      });
  }
  const numbers = await lastNumbers(
    work,
    steps.map(({ piece }) => piece.id),
  );
  await insertMany(
    work.db,
    custodyEntries,
    steps.map(({ piece, custody, holderKind, holderId }) => ({
      organisationId: work.organisationId,
      pieceId: piece.id,
      number: (numbers.get(piece.id) ?? 0) + 1,
      kind: custody,
      holderKind,
      holderId,
      byKind: work.actor.kind,
      byId: work.actor.id,
      commandId: moment.commandId,
      happenedAt: moment.happenedAt,
      recordedAt: work.recordedAt,
    })),
  );
}

/** How many pieces of which lines an itinerary has on board. */
export async function goodsAboard(
  work: ReadWork,
  itineraryIds: readonly string[],
): Promise<{ itineraryId: string; actionId: string; quantity: number; jobCode: string; description: string }[]> {
  if (itineraryIds.length === 0) return [];
  const rows = await work.db
    .select({
      itineraryId: pieces.holderId,
      actionId: pieces.actionId,
      jobCode: jobs.code,
      description: jobActions.description,
      quantity: count(),
    })
    .from(pieces)
    .innerJoin(jobActions, eq(jobActions.id, pieces.actionId))
    .innerJoin(jobs, eq(jobs.id, pieces.jobId))
    .where(and(eq(pieces.holderKind, 'itinerary'), isAmong(pieces.holderId, itineraryIds)))
    .groupBy(pieces.holderId, pieces.actionId, jobs.code, jobActions.description)
    .orderBy(asc(jobs.code), asc(pieces.actionId));
  return rows.map((row) => ({ ...row, itineraryId: row.itineraryId! }));
}

type ActionRow = typeof jobActions.$inferSelect;

/** The line's pieces in their order, made at their first move. */
async function piecesOf(work: Work, { id, jobId, quantity, sku }: ActionRow) {
  const known = await work.db.select().from(pieces).where(eq(pieces.actionId, id)).orderBy(asc(pieces.number));
  if (known.length > 0) return known;
  const made = Array.from({ length: quantity > MOST_PIECES ? 1 : quantity }, (_, at) => ({
    organisationId: work.organisationId,
    id: newId(),
    jobId,
    actionId: id,
    number: at + 1,
    barcode: sku,
    custody: null,
    holderKind: null,
    holderId: null,
  }));
  await insertMany(work.db, pieces, made);
  return made;
}

async function lastNumbers(work: ReadWork, pieceIds: string[]): Promise<Map<string, number>> {
  const rows = await work.db
    .select({ pieceId: custodyEntries.pieceId, last: sql<number>`max(${custodyEntries.number})` })
    .from(custodyEntries)
    .where(isAmong(custodyEntries.pieceId, pieceIds))
    .groupBy(custodyEntries.pieceId);
  return new Map(rows.map(({ pieceId, last }) => [pieceId, last]));
}
