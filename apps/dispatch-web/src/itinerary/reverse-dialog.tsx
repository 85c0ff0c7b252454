import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { Loading } from '@roundsman/ui';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { ConsequenceList } from '../moves/consequence-list.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { client } from '../session/client.ts';
import { jobOrder, reversedOrder } from './itinerary-changes.ts';
import { namesOf, reachWords } from './itinerary-words.ts';
import { PATIENCE, useItineraryChange } from './use-itinerary-change.ts';

/** What is left, the other way round: what that would do is said first. */
export function ReverseDialog({ itinerary, onClose }: { itinerary: Itinerary; onClose: () => void }) {
  const change = useItineraryChange(itinerary.serviceDate);
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const name = vehicle?.name ?? itinerary.code;
  const { id, serviceDate, vehicleId, revision, crew, state } = itinerary;
  const jobIds = reversedOrder(itinerary);
  const preview = useQuery({
    queryKey: ['reverse', id, revision],
    queryFn: ({ signal }) =>
      client.call(itineraryEndpoints.preview, {
        body: { serviceDate, orders: [{ vehicleId: vehicleId!, jobIds }] },
        signal,
        ...PATIENCE,
      }),
    staleTime: 0,
    gcTime: 0,
  });
  const isTold = state !== 'draft' && crew.length > 0;
  const params = { itineraryId: id };
  const reverse = async () => {
    const before = jobOrder(itinerary);
    change(await client.call(itineraryEndpoints.reverse, { params, ...PATIENCE }));
    notifyDone(`${name}: what was left is turned round.`, async () =>
      change(await client.call(itineraryEndpoints.update, { params, body: { jobIds: before }, ...PATIENCE })),
    );
  };
  return (
    <ConfirmDialog
      title={`Turn round what is left of ${name}`}
      confirm={isTold ? `Turn it round and tell ${namesOf(crew.map((one) => one.name))}` : 'Turn it round'}
      onConfirm={reverse}
      onClose={onClose}
    >
      <p>
        The last stop comes first, and so on; what has begun stays as it is. {reachWords(itinerary)} Promises that were
        made stay as they were told.
      </p>
      {itinerary.stops.some(({ kind }) => kind === 'loading') && (
        <p>It comes back to load on the way: turned round it is without loadings until it is planned again.</p>
      )}
      {preview.isPending ? (
        <Loading label="What that would do" rows={2} />
      ) : (
        <ConsequenceList pricing={{ consequences: preview.data ?? null, error: preview.error }} />
      )}
    </ConfirmDialog>
  );
}
