import { Button, VisuallyHidden } from '@mantine/core';
import type { Branch } from '@roundsman/api-contract';
import { branchEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { branchesQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { BranchDialog } from './branch-dialog.tsx';

/** Places of business. Most organisations have one and never need to look here. */
export function BranchesCard() {
  const { can } = useOrganisation();
  const query = useQuery(branchesQuery);
  const [editing, setEditing] = useState<Branch | 'new' | null>(null);
  const [closing, setClosing] = useState<Branch | null>(null);
  const mayChange = can('organisation:write');
  const several = (query.data?.length ?? 0) > 1;
  return (
    <Card
      wide
      title="Branches"
      detail="Each has vehicles, people, jobs, plans and hours of its own."
      aside={
        mayChange && (
          <Button size="compact-sm" variant="default" onClick={() => setEditing('new')}>
            Open a branch …
          </Button>
        )
      }
    >
      <QueryStates query={query} what="The branches" loadingRows={1}>
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Branch</th>
              <th scope="col">Time zone</th>
              <th scope="col">Phone</th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((branch) => (
              <tr key={branch.id}>
                <td>
                  <strong>{branch.name}</strong> <span className={tableStyles.muted}>{branch.code}</span>
                </td>
                <td>{branch.zone}</td>
                <td>{branch.phone ?? '–'}</td>
                <td>
                  {mayChange && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setEditing(branch)}>
                      Change …
                    </Button>
                  )}
                  {mayChange && several && (
                    <Button size="compact-xs" variant="subtle" onClick={() => setClosing(branch)}>
                      Close …
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {editing && <BranchDialog branch={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {closing && <CloseDialog branch={closing} onClose={() => setClosing(null)} />}
    </Card>
  );
}

function CloseDialog({ branch, onClose }: { branch: Branch; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Close ${branch.name}`}
      confirm="Close it"
      onConfirm={async () => {
        await client.call(branchEndpoints.close, { params: { branchId: branch.id } });
        await queryClient.invalidateQueries({ queryKey: keys.organisation });
        notifyDone(`${branch.name} is closed.`);
      }}
      onClose={onClose}
    >
      <p>
        Nothing new can be of it from then on; its past days stay. It must have no job to be done and no vehicle in
        service. It cannot be opened again.
      </p>
    </ConfirmDialog>
  );
}
