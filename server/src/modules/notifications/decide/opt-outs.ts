import type { Channel, MessagePurpose } from '@roundsman/delivery-rules';
import { and, inArray, isNull } from 'drizzle-orm';

import type { ReadWork } from '../../../platform/index.ts';
import { optOuts } from '../schema.ts';

export type OptedOut = (
  channel: Channel,
  address: string,
  merchantId: string | null,
  purpose: MessagePurpose,
) => boolean;

/** Who of these addresses does not want to hear: from this sender or from nobody, of this purpose or of none. */
export async function readOptOuts(work: ReadWork, addresses: readonly string[]): Promise<OptedOut> {
  if (addresses.length === 0) return () => false;
  const rows = await work.db
    .select()
    .from(optOuts)
    .where(and(inArray(optOuts.address, [...new Set(addresses)]), isNull(optOuts.liftedAt)));
  return (channel, address, merchantId, purpose) =>
    rows.some(
      (row) =>
        row.channel === channel &&
        row.address === address &&
        (row.merchantId === null || row.merchantId === merchantId) &&
        (row.purpose === null || row.purpose === purpose),
    );
}
