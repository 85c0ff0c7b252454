import { type Client, slotEndpoints } from '@roundsman/client';
import type { ChosenSlot } from './job-values.ts';
import type { Visit } from './read-job.ts';

/** What slots are asked for with besides the visit. */
interface SlotWish {
  visit: Visit;
  branchId: string;
}

/** As long as a conversation about it takes; the same call holds it anew. */
const HOLD_SECONDS = 900;

/** Its room is still kept, and for the visit as it is now. */
export function isHeld({ held }: ChosenSlot, visit: Visit, now: Date): boolean {
  return held !== null && held.visit === JSON.stringify(visit) && new Date(held.expiresAt) > now;
}

/** Holds a slot for a visit. Whoever moves to another one gives the first back before, so that its room counts for the second. */
export async function holdSlot(
  client: Pick<Client, 'call'>,
  { visit, branchId }: SlotWish,
  { serviceDate, from, to, held }: ChosenSlot,
): Promise<ChosenSlot> {
  if (held) await giveBack(client, held.id);
  const { id, expiresAt } = await client.call(slotEndpoints.hold, {
    body: { visit, ...(branchId !== '' && { branchId }), serviceDate, from, to, holdSeconds: HOLD_SECONDS },
  });
  return { serviceDate, from, to, held: { id, expiresAt, visit: JSON.stringify(visit) } };
}

/** Gives a slot back. Where that fails its room is free again when the hold expires. */
export async function giveBack(client: Pick<Client, 'call'>, holdId: string): Promise<void> {
  await client.call(slotEndpoints.release, { params: { holdId } }).catch(() => undefined);
}
