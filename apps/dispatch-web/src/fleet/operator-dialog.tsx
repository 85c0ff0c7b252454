import { Switch, TagsInput, TextInput } from '@mantine/core';
import type { Operator } from '@roundsman/api-contract';
import { fleetEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import styles from '../forms/form.module.css';
import { notifyDone } from '../notices/notify.ts';
import { useOperators } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { client } from '../session/client.ts';
import { BranchField, useFirstBranch } from './branch-field.tsx';

/** Somebody new, or changes to somebody known. */
export function OperatorDialog({ operator, onClose }: { operator: Operator | null; onClose: () => void }) {
  const queryClient = useQueryClient();
  const known = new Set([...useOperators().values()].flatMap(({ skills }) => skills));
  const [name, setName] = useState(operator?.name ?? '');
  const [phone, setPhone] = useState(operator?.phone ?? '');
  const [skills, setSkills] = useState(operator?.skills ?? []);
  const [active, setActive] = useState(operator?.active ?? true);
  const [branchId, setBranchId] = useState(useFirstBranch());

  const update = async (operatorId: string, body: Pick<Operator, 'name' | 'phone' | 'skills' | 'active'>) => {
    await client.call(fleetEndpoints.updateOperator, { params: { operatorId }, body });
    await queryClient.invalidateQueries({ queryKey: keys.fleet });
  };
  const save = async () => {
    const body = { name: name.trim(), phone: phone.trim() || null, skills, active };
    if (operator) {
      await update(operator.id, body);
      const { name: before, phone: number, skills: had, active: was } = operator;
      notifyDone(`${body.name} is changed.`, () =>
        update(operator.id, { name: before, phone: number, skills: had, active: was }),
      );
      return;
    }
    await client.call(fleetEndpoints.createOperator, { body: { ...body, branchId } });
    await queryClient.invalidateQueries({ queryKey: keys.fleet });
    notifyDone(`${body.name} is added.`);
  };

  return (
    <ConfirmDialog
      title={operator ? `Change ${operator.name}` : 'Add somebody'}
      confirm={operator ? 'Change' : 'Add'}
      disabled={name.trim() === ''}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        {operator === null && <BranchField value={branchId} error={null} onChange={setBranchId} />}
        <TextInput label="Phone" type="tel" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} />
        <TagsInput
          label="Skills"
          description="Enter after each"
          data={[...known]}
          value={skills}
          onChange={setSkills}
        />
        <Switch label="At work" checked={active} onChange={(event) => setActive(event.currentTarget.checked)} />
      </div>
    </ConfirmDialog>
  );
}
