import type { AddressCorrector } from '@roundsman/delivery-rules';
import type { LonLat } from '@roundsman/units';
import { eq } from 'drizzle-orm';
import { type Actor, newId, type Work } from '../../platform/index.ts';
import { addressCorrections, addresses } from './schema.ts';

export interface EntranceCorrection {
  readonly addressId: string;
  readonly point: LonLat;
  readonly byKind: AddressCorrector;
  readonly byId: string | null;
  readonly note: string | null;
  readonly commandId: string | null;
  readonly at: Date;
}

/** Where the entrance really is. What was given and geocoded stays beneath; this stands until the next correction. */
export async function correctEntrance(
  work: Work,
  { addressId, point, byKind, byId, note, commandId, at }: EntranceCorrection,
): Promise<void> {
  await work.db.insert(addressCorrections).values({
    organisationId: work.organisationId,
    id: newId(),
    addressId,
    byKind,
    byId,
    lon: point.lon,
    lat: point.lat,
    note,
    commandId,
    correctedAt: at,
  });
  await work.db
    .update(addresses)
    .set({ lon: point.lon, lat: point.lat, coordinateSource: byKind, confidence: 'pinned' })
    .where(eq(addresses.id, addressId));
}

/** In whose name an address is corrected. */
export function correctorOf(actor: Actor): { byKind: AddressCorrector; byId: string | null } {
  const { kind, id } = actor;
  if (kind === 'device' || kind === 'customer' || kind === 'api_key') return { byKind: kind, byId: id };
  return { byKind: 'member', byId: id };
}
