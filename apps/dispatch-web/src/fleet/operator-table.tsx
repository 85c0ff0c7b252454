import { Button, VisuallyHidden } from '@mantine/core';
import type { Operator } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { age, Empty, useRealNow } from '@roundsman/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone } from '../notices/notify.ts';
import { operatorsQuery } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import barStyles from './fleet-screen.module.css';
import { OperatorDialog } from './operator-dialog.tsx';
import styles from './operator-table.module.css';
import { PairingDialog } from './pairing-dialog.tsx';

type Device = Operator['devices'][number];
type Asking =
  | { kind: 'pair' | 'edit'; operator: Operator }
  | { kind: 'unpair'; operator: Operator; device: Device }
  | { kind: 'add' };

/** Crews and what they hold in their hands. */
export function OperatorTable() {
  const { can } = useOrganisation();
  const query = useQuery(operatorsQuery);
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const add = () => setAsking({ kind: 'add' });
  const mayWrite = can('fleet:write');
  const isEmpty = query.data?.length === 0;
  return (
    <>
      {mayWrite && !isEmpty && (
        <div className={barStyles.bar}>
          <Button size="compact-sm" variant="default" onClick={add}>
            Add somebody …
          </Button>
        </div>
      )}
      <QueryStates
        query={query}
        what="The people"
        isEmpty={isEmpty}
        empty={
          <Empty title="Nobody yet." action={mayWrite && <Button onClick={add}>Add somebody …</Button>}>
            Add who drives; a pairing code then connects their phone.
          </Empty>
        }
      >
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Phone</th>
              <th scope="col">Skills</th>
              <th scope="col">Devices</th>
              <th scope="col">At work</th>
              <th scope="col">
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {query.data?.map((operator) => (
              <tr key={operator.id}>
                <td>
                  <strong>{operator.name}</strong> <span className={tableStyles.muted}>{operator.code}</span>
                </td>
                <td>{operator.phone ?? '–'}</td>
                <td>{operator.skills.join(', ').replaceAll('_', ' ') || '–'}</td>
                <td>
                  {operator.devices.length === 0 && <span className={tableStyles.muted}>none</span>}
                  {operator.devices.map((device) => (
                    <DeviceLine
                      key={device.id}
                      device={device}
                      onUnpair={can('pairing:write') ? () => setAsking({ kind: 'unpair', operator, device }) : null}
                    />
                  ))}
                </td>
                <td>{operator.active ? 'yes' : 'no'}</td>
                <td className={styles.buttons}>
                  {can('pairing:write') && (
                    <Button
                      size="compact-xs"
                      variant="light"
                      aria-label={`Pair a device with ${operator.name}`}
                      onClick={() => setAsking({ kind: 'pair', operator })}
                    >
                      Pair a device
                    </Button>
                  )}
                  {mayWrite && (
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      aria-label={`Change ${operator.name}`}
                      onClick={() => setAsking({ kind: 'edit', operator })}
                    >
                      Change
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </QueryStates>
      {asking?.kind === 'pair' && <PairingDialog operator={asking.operator} onClose={close} />}
      {asking?.kind === 'edit' && <OperatorDialog operator={asking.operator} onClose={close} />}
      {asking?.kind === 'add' && <OperatorDialog operator={null} onClose={close} />}
      {asking?.kind === 'unpair' && <UnpairDialog operator={asking.operator} device={asking.device} onClose={close} />}
    </>
  );
}

function DeviceLine({ device, onUnpair }: { device: Device; onUnpair: (() => void) | null }) {
  const now = useRealNow(10_000);
  const seen = device.lastSeenAt && `seen ${age((now.getTime() - Date.parse(device.lastSeenAt)) / 1000)} ago`;
  return (
    <span className={styles.device}>
      {device.name} <span className={tableStyles.muted}>{seen ?? 'not seen yet'}</span>
      {onUnpair && (
        <button type="button" className={tableStyles.link} onClick={onUnpair}>
          unpair
        </button>
      )}
    </span>
  );
}

function UnpairDialog({ operator, device, onClose }: { operator: Operator; device: Device; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Unpair ${device.name}`}
      confirm="Unpair it"
      onConfirm={async () => {
        await client.call(fleetEndpoints.revokeDevice, { params: { deviceId: device.id } });
        await queryClient.invalidateQueries({ queryKey: keys.fleet });
        notifyDone(`${device.name} is no longer paired with ${operator.name}.`);
      }}
      onClose={onClose}
    >
      <p>
        {operator.name}’s device is signed out at once and gets nothing more. What it recorded and has not sent yet
        stays on it until it is paired again.
      </p>
    </ConfirmDialog>
  );
}
