import type { CrewDay, CrewJob } from '@roundsman/delivery-rules';
import { isJobOutcome, policiesOf } from '@roundsman/delivery-rules';
import { asc, desc, eq } from 'drizzle-orm';
import { isAmong } from '../../platform/database/index.ts';
import type { ReadWork, Work } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { goodsAboard } from '../jobs/index.ts';
import { jobActions, jobOutcomes, jobs } from '../jobs/schema.ts';
import type { ItineraryRow } from './read-itineraries.ts';
import { itineraries, stops } from './schema.ts';

export interface LockedCrewDay {
  readonly row: ItineraryRow;
  readonly day: CrewDay;
}

/** An itinerary as the rules of the field need it, its rows locked until the unit ends; null when there is no such one. */
export async function lockCrewDay(work: Work, itineraryId: string): Promise<LockedCrewDay | null> {
  const [row] = await work.db.select().from(itineraries).where(eq(itineraries.id, itineraryId)).for('update');
  if (!row) return null;
  const own = await work.db.select().from(stops).where(eq(stops.itineraryId, itineraryId)).orderBy(asc(stops.position));
  const crewJobs = await readCrewJobs(
    work,
    own.flatMap(({ jobId }) => jobId ?? []),
  );
  const atDesk = await settledAtDesk(work, [...crewJobs.values()]);
  const aboard = await goodsAboard(work, [itineraryId]);
  const policies = policiesOf((await getOrganisation(work)).policies);
  return {
    row,
    day: {
      state: row.state,
      anyStopOrder: row.anyStopOrder ?? policies.anyStopOrder,
      aboard: aboard.map(({ actionId, quantity }) => ({ actionId, quantity })),
      stops: own.map(({ id, kind, role, state, jobId }) => ({
        id,
        kind,
        role,
        state,
        job: (jobId && crewJobs.get(jobId)) || null,
        ...(jobId && atDesk.has(jobId) ? { settledAtDesk: true } : {}),
      })),
    },
  };
}

/** Jobs whose last outcome is no crew's word. */
async function settledAtDesk(work: ReadWork, list: readonly CrewJob[]): Promise<Set<string>> {
  const over = list.filter(({ state }) => isJobOutcome(state)).map(({ id }) => id);
  if (over.length === 0) return new Set();
  const last = await work.db
    .selectDistinctOn([jobOutcomes.jobId], { jobId: jobOutcomes.jobId, byKind: jobOutcomes.byKind })
    .from(jobOutcomes)
    .where(isAmong(jobOutcomes.jobId, over))
    .orderBy(jobOutcomes.jobId, desc(jobOutcomes.number));
  return new Set(last.filter(({ byKind }) => byKind !== 'device').map(({ jobId }) => jobId));
}

async function readCrewJobs(work: ReadWork, jobIds: string[]): Promise<Map<string, CrewJob>> {
  if (jobIds.length === 0) return new Map();
  const rows = await work.db.select({ id: jobs.id, state: jobs.state }).from(jobs).where(isAmong(jobs.id, jobIds));
  const lines = await work.db
    .select()
    .from(jobActions)
    .where(isAmong(jobActions.jobId, jobIds))
    .orderBy(asc(jobActions.position));
  const linesOf = Map.groupBy(lines, ({ jobId }) => jobId);
  return new Map(
    rows.map(({ id, state }) => [
      id,
      {
        id,
        state,
        actions: (linesOf.get(id) ?? []).map((line) => ({
          id: line.id,
          kind: line.kind,
          quantity: line.quantity,
          state: line.state,
          quantities: {
            completed: line.completedQuantity,
            refused: line.refusedQuantity,
            damaged: line.damagedQuantity,
            missing: line.missingQuantity,
          },
          onlyIfDelivered: line.collectOnlyIfDelivered ? line.exchangeWithId : null,
        })),
      },
    ]),
  );
}
