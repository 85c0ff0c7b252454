import { Button, VisuallyHidden } from '@mantine/core';
import type { Merchant } from '@roundsman/api-contract';
import { merchantEndpoints } from '@roundsman/client';
import { Empty } from '@roundsman/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone } from '../notices/notify.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { refreshMerchants } from '../queries/refresh-merchants.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { MerchantSheet } from './merchant-sheet.tsx';

/** For whom the organisation delivers. */
export function Merchants() {
  const mayWrite = useOrganisation().can('organisation:write');
  const query = useQuery(merchantsQuery);
  const [editing, setEditing] = useState<Merchant | 'new' | null>(null);
  const [closing, setClosing] = useState<Merchant | null>(null);
  return (
    <Card
      wide
      title="Merchants"
      detail="Whose goods you deliver. Their own members and keys see their own jobs only."
      aside={
        mayWrite && (
          <Button size="compact-sm" variant="default" onClick={() => setEditing('new')}>
            Add a merchant …
          </Button>
        )
      }
    >
      <QueryStates
        query={query}
        what="The merchants"
        isEmpty={query.data?.length === 0}
        empty={<Empty title="None yet.">Every job is of somebody’s goods: add whose.</Empty>}
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Code</th>
              <th scope="col">Heard of as</th>
              <th scope="col">E-mail</th>
              <th scope="col">Phone</th>
              {mayWrite && (
                <th scope="col">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {query.data?.map((merchant) => (
              <tr key={merchant.id}>
                <td>
                  {merchant.name}
                  {merchant.ownGoods && <span className={tableStyles.muted}> our own goods</span>}
                </td>
                <td>{merchant.code}</td>
                <td>{merchant.senderName}</td>
                <td>{merchant.email ?? '–'}</td>
                <td>{merchant.phone ?? '–'}</td>
                {mayWrite && (
                  <td className={tableStyles.number}>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Change ${merchant.name}`}
                      onClick={() => setEditing(merchant)}
                    >
                      Change …
                    </Button>
                    {/* Jobs of which nobody says whose they are belong to it. */}
                    {!merchant.ownGoods && (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        aria-label={`Close ${merchant.name}`}
                        onClick={() => setClosing(merchant)}
                      >
                        Close …
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {editing && <MerchantSheet merchant={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {closing && <CloseMerchant merchant={closing} onClose={() => setClosing(null)} />}
    </Card>
  );
}

function CloseMerchant({ merchant, onClose }: { merchant: Merchant; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Close ${merchant.name}`}
      confirm="Close it"
      onConfirm={async () => {
        await client.call(merchantEndpoints.close, { params: { merchantId: merchant.id } });
        await refreshMerchants(queryClient);
        notifyDone(`${merchant.name} is closed.`);
      }}
      onClose={onClose}
    >
      <p>
        {merchant.name} gets no new job from now on and leaves every list; what was delivered for it stays on record. A
        merchant that is closed is not opened again. While any of its jobs is still to be done it cannot be closed.
      </p>
    </ConfirmDialog>
  );
}
