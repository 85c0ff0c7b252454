import type { Job, LonLatDto } from '@roundsman/api-contract';
import { jobEndpoints } from '@roundsman/client';
import { distance } from '@roundsman/ui';
import { useCallback } from 'react';
import { nearestAddress } from '../addresses/nearest-address.ts';
import { useJobChange } from '../job/use-job-change.ts';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { client } from '../session/client.ts';

/** Moves a job's pin, says which address lies there, and offers the way back. */
export function useMovePin(): (job: Job, to: LonLatDto) => void {
  const change = useJobChange();
  return useCallback(
    (job, to) => {
      const set = async (pin: LonLatDto) =>
        change(await client.call(jobEndpoints.update, { params: { jobId: job.id }, body: { pin } }));
      const before = job.address.point;
      set(to).then(
        async () => {
          const undo = before ? () => set(before) : null;
          notifyDone(`${job.contact.name}: the pin is moved.`, undo, await nearWords(to));
        },
        (error: unknown) => notifyFailure(`${job.contact.name}: the pin was not moved.`, error),
      );
    },
    [change],
  );
}

/** "Nearest address: Landstrasse 12, Vaduz (14 m)"; nothing when nobody can say. */
async function nearWords(point: LonLatDto): Promise<string | null> {
  const nearest = await nearestAddress(point);
  return nearest && `Nearest address: ${nearest.line} (${distance(nearest.distanceMeters)})`;
}
