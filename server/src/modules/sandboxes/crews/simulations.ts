import type { SimulatedCrews } from '@roundsman/api-contract';
import type { SimulatedEndings } from '@roundsman/delivery-rules';
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { isAmong } from '../../../platform/database/index.ts';
import type { EventReader } from '../../../platform/event-log/index.ts';
import type { StoredFile } from '../../../platform/files/index.ts';
import { files } from '../../../platform/files/schema.ts';
import { newId, Problem, type ReadWork, type Work } from '../../../platform/index.ts';
import { businessTimers } from '../../../platform/timers/schema.ts';
import { getOrganisation } from '../../accounts/index.ts';
import { devices } from '../../fleet/schema.ts';
import { itineraries, itineraryCrew } from '../../itineraries/schema.ts';
import { simulatedCrews, simulations } from '../schema.ts';
import { CREW_TIMER, type CrewTimer, setTimer } from './drive-crew.ts';
import { freshPlace } from './next-move.ts';

const UNDER_WAY = ['dispatched', 'started', 'interrupted'] as const;
const USUAL_SEED = 1;

/** Whether simulated crews are out, and how many itineraries they have. */
export async function readSimulation(work: ReadWork): Promise<SimulatedCrews> {
  const [row] = await work.db.select().from(simulations);
  const driving = await work.db.$count(businessTimers, eq(businessTimers.kind, CREW_TIMER));
  const leads = row ? await leadsUnderWay(work) : [];
  const phones = await withPhone(
    work,
    leads.map(({ operatorId }) => operatorId),
  );
  return {
    running: row !== undefined,
    startedAt: row?.startedAt.toISOString() ?? null,
    endings: row?.endings ?? 'as_in_life',
    seed: row?.seed ?? USUAL_SEED,
    driving: row ? driving : 0,
    withPhone: leads.filter(({ operatorId }) => phones.has(operatorId)).length,
  };
}

/** Sends crews out to everything that is dispatched or under way, now and later. Problem 409 `not_a_sandbox`. */
export async function startSimulation(
  work: Work,
  wish: { readonly endings?: SimulatedEndings | undefined; readonly seed?: number | undefined },
  photo: StoredFile,
): Promise<SimulatedCrews> {
  await refuseLive(work);
  const { organisationId, recordedAt } = work;
  const photoFileId = newId();
  const createdBy = { createdByKind: work.actor.kind, createdById: work.actor.id, createdAt: recordedAt };
  await work.db.insert(files).values({ organisationId, id: photoFileId, kind: 'proof', ...photo, ...createdBy });
  const row = {
    endings: wish.endings ?? 'as_in_life',
    seed: wish.seed ?? USUAL_SEED,
    startedAt: work.now,
    photoFileId,
  };
  await work.db
    .insert(simulations)
    .values({ organisationId, ...row })
    .onConflictDoUpdate({ target: [simulations.organisationId], set: row });
  await sendOut(work, await leadsUnderWay(work));
  work.emit({
    type: 'simulation.started',
    subject: { kind: 'organisation', id: organisationId },
    data: { endings: row.endings, seed: row.seed },
  });
  return readSimulation(work);
}

/** Calls them off; their devices go with them, so that a phone may be paired in their place. */
export async function stopSimulation(work: Work): Promise<void> {
  const stopped = await work.db.delete(simulations).returning();
  if (stopped.length === 0) return;
  await work.db.delete(businessTimers).where(eq(businessTimers.kind, CREW_TIMER));
  const crews = await work.db.delete(simulatedCrews).returning();
  await work.db
    .update(devices)
    .set({ revokedAt: work.recordedAt })
    .where(
      inArray(
        devices.id,
        crews.map(({ deviceId }) => deviceId),
      ),
    );
  work.emit({ type: 'simulation.stopped', subject: { kind: 'organisation', id: work.organisationId } });
}

/** What is dispatched, or given to another crew, while crews are out is driven too. */
export const simulationReader: EventReader = {
  name: 'sandboxes',
  types: ['itinerary.dispatched', 'itinerary.crew_changed'],
  async handle(work, events) {
    const [row] = await work.db.select().from(simulations);
    if (!row) return;
    const touched = new Set(events.map(({ subject }) => subject.id));
    await sendOut(
      work,
      (await leadsUnderWay(work)).filter(({ itineraryId }) => touched.has(itineraryId)),
    );
  },
};

interface Lead {
  readonly itineraryId: string;
  readonly operatorId: string;
  readonly serviceDate: string;
}

/** Of what is dispatched or under way: who drives. */
async function leadsUnderWay(work: ReadWork): Promise<Lead[]> {
  const rows = await work.db
    .select({
      itineraryId: itineraries.id,
      operatorId: itineraryCrew.operatorId,
      serviceDate: itineraries.serviceDate,
      role: itineraryCrew.role,
    })
    .from(itineraries)
    .innerJoin(itineraryCrew, and(eq(itineraryCrew.itineraryId, itineraries.id), isNull(itineraryCrew.toAt)))
    .where(inArray(itineraries.state, [...UNDER_WAY]))
    .orderBy(itineraries.id, itineraryCrew.fromAt, itineraryCrew.operatorId);
  const crews = Map.groupBy(rows, ({ itineraryId }) => itineraryId);
  return [...crews.values()].map((crew) => crew.find(({ role }) => role === 'driver') ?? crew[0]!);
}

async function sendOut(work: Work, leads: readonly Lead[]): Promise<void> {
  const phones = await withPhone(
    work,
    leads.map(({ operatorId }) => operatorId),
  );
  for (const { itineraryId, operatorId, serviceDate } of leads) {
    if (phones.has(operatorId)) {
      await work.clearTimer(CREW_TIMER, itineraryId);
      continue;
    }
    const deviceId = await deviceOf(work, operatorId);
    const crew: CrewTimer = { operatorId, deviceId, serviceDate, place: freshPlace(work.now), fixedAt: 0 };
    await setTimer(work, itineraryId, crew, work.now);
  }
}

async function deviceOf(work: Work, operatorId: string): Promise<string> {
  const [known] = await work.db.select().from(simulatedCrews).where(eq(simulatedCrews.operatorId, operatorId));
  if (known) return known.deviceId;
  const { organisationId, recordedAt: pairedAt } = work;
  const deviceId = newId();
  await work.db.insert(devices).values({ organisationId, id: deviceId, operatorId, name: 'Simulated crew', pairedAt });
  await work.db.insert(simulatedCrews).values({ organisationId, operatorId, deviceId });
  return deviceId;
}

/** Those of them who hold a real phone. */
async function withPhone(work: ReadWork, operatorIds: readonly string[]): Promise<Set<string>> {
  if (operatorIds.length === 0) return new Set();
  const rows = await work.db
    .select({ operatorId: devices.operatorId })
    .from(devices)
    .leftJoin(simulatedCrews, eq(simulatedCrews.deviceId, devices.id))
    .where(and(isAmong(devices.operatorId, operatorIds), isNull(devices.revokedAt), isNull(simulatedCrews.deviceId)));
  return new Set(rows.map(({ operatorId }) => operatorId));
}

async function refuseLive(work: Work): Promise<void> {
  if ((await getOrganisation(work)).kind === 'sandbox') return;
  throw new Problem({
    status: 409,
    code: 'not_a_sandbox',
    title: 'In a live organisation only people drive',
    remedy: 'Make a sandbox, and start simulated crews in it.',
  });
}
