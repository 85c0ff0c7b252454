import type { CapacityDay } from '@roundsman/api-contract';
import { policiesOf, windowInstants } from '@roundsman/delivery-rules';
import type { Roads } from '@roundsman/road-network';
import type { Database } from '../../platform/index.ts';
import { getOrganisation } from '../accounts/index.ts';
import { keptDays } from '../itineraries/index.ts';
import { askDay, fingerprintDay, type SnapshotVehicle, type Span } from '../plans/index.ts';
import { closedWords, datesOf, type LocalSlot } from './offer-slots.ts';
import { readSlotDay, type SlotDay } from './read-slot-day.ts';

export interface CapacityWish {
  readonly from: string;
  readonly to: string | undefined;
  readonly branchId: string | undefined;
}

/** What is left of a date once everything that it holds is laid on its vehicles. */
interface Left {
  readonly unplaced: number;
  readonly busy: readonly Span[];
}

const NOTHING = { weightGrams: 0, volumeLitres: 0, pieces: 0 };

/** What is left of each date, and of each of its slots: what the date holds, laid on the vehicles that still take something. */
export async function readCapacity(
  database: Database,
  roads: Pick<Roads, 'travelTimes' | 'search'>,
  organisationId: string,
  { from, to, branchId }: CapacityWish,
): Promise<CapacityDay[]> {
  const rows: CapacityDay[] = [];
  for (const serviceDate of datesOf(from, to)) {
    const { slotDay, windows } = await database.read(organisationId, async (work) => ({
      slotDay: await readSlotDay(work, await keptDays(work), { serviceDate, branchId, asker: 'order', visit: null }),
      windows: policiesOf((await getOrganisation(work)).policies).slotWindows,
    }));
    const { day, drafts, running } = slotDay;
    const opened =
      day && day.jobs.length > 0 ? fingerprintDay({ day, drafts, running, asItStands: false }, null) : null;
    rows.push(present(slotDay, windows, opened && (await askDay(roads, opened, { kind: 'left' }))));
  }
  return rows;
}

function present(slotDay: SlotDay, windows: readonly LocalSlot[], left: Left | null): CapacityDay {
  const { serviceDate, branch, closed, day, vehicles, visits } = slotDay;
  const taking = day?.vehicles ?? [];
  const zone = branch.timeZone;
  const shifts = taking.flatMap(({ shifts: own }) => own);
  const busy = left?.busy ?? [];
  const loaded = (day?.jobs ?? []).reduce((sum, { delivered }) => addLoads(sum, delivered, 1), NOTHING);
  const capacity = taking.reduce((sum, vehicle) => addLoads(sum, vehicle.capacity, 1), NOTHING);
  return {
    serviceDate,
    zone,
    closed: closedWords(closed),
    vehicles,
    visits: { ...visits, unplaceable: left?.unplaced ?? 0 },
    loadLeft: closed === null ? addLoads(capacity, loaded, -1) : NOTHING,
    slots:
      closed === null
        ? windows.flatMap((window) => {
            const known = windowInstants(serviceDate, window, zone);
            if (!('window' in known)) return [];
            const { startsAt, endsAt } = known.window;
            const span = { from: startsAt.getTime() / 1000, to: endsAt.getTime() / 1000 };
            const workSeconds = overlapSeconds(shifts, span);
            return [
              {
                ...window,
                startsAt: startsAt.toISOString(),
                endsAt: endsAt.toISOString(),
                workSeconds,
                workSecondsLeft: Math.max(0, workSeconds - overlapSeconds(busy, span)),
              },
            ];
          })
        : [],
  };
}

const overlapSeconds = (spans: readonly Span[], within: Span): number =>
  spans.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, within.to) - Math.max(from, within.from)), 0);

type Load = SnapshotVehicle['capacity'];

const addLoads = (a: Load, b: Load, sign: 1 | -1): Load => ({
  weightGrams: a.weightGrams + sign * b.weightGrams,
  volumeLitres: a.volumeLitres + sign * b.volumeLitres,
  pieces: a.pieces + sign * b.pieces,
});
