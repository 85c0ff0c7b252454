import { TextInput } from '@mantine/core';
import type { Branch } from '@roundsman/api-contract';
import { branchEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from '../setup/setup-form.module.css';
import { ZoneSelect } from '../setup/zone-select.tsx';

type Fields = Pick<Branch, 'code' | 'name' | 'phone' | 'zone'>;

/** A new branch, or changes to one that is there: its zone stays once it has jobs, for what was promised is told in it. */
export function BranchDialog({ branch, onClose }: { branch: Branch | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { zone: usual } = useOrganisation();
  const [name, setName] = useState(branch?.name ?? '');
  const [code, setCode] = useState(branch?.code ?? '');
  const [phone, setPhone] = useState(branch?.phone ?? '');
  const [zone, setZone] = useState(branch?.zone ?? usual);

  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.organisation });
  const change = async (branchId: string, body: Fields) => {
    await client.call(branchEndpoints.update, { params: { branchId }, body });
    await refresh();
  };
  const save = async () => {
    const body: Fields = { name: name.trim(), code: code.trim(), phone: phone.trim() || null, zone };
    if (branch) {
      await change(branch.id, body);
      const { name: before, code: had, phone: number, zone: was } = branch;
      const undo = { name: before, code: had, phone: number, zone: was };
      notifyDone(`${body.name} is changed.`, () => change(branch.id, undo));
      return;
    }
    await client.call(branchEndpoints.create, { body });
    await refresh();
    notifyDone(`${body.name} is open. It needs a place and vehicles of its own: Fleet.`);
  };

  return (
    <ConfirmDialog
      title={branch ? `Change ${branch.name}` : 'Open a branch'}
      confirm={branch ? 'Change it' : 'Open it'}
      disabled={name.trim() === '' || code.trim() === ''}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="Code"
          description="Short, and read out: NORTH"
          maxLength={16}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <TextInput label="Phone" type="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
        <ZoneSelect
          description="Its dates and times are told in it; it stays once the branch has jobs"
          zone={zone}
          onChange={setZone}
        />
      </div>
    </ConfirmDialog>
  );
}
