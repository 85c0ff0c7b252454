import { MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import type { MemberRow } from '@roundsman/api-contract';
import { memberEndpoints } from '@roundsman/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { LANGUAGES } from '../notification-rules/rule-words.ts';
import { keys } from '../queries/keys.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import styles from '../setup/setup-form.module.css';
import { ROLE_WORDS } from './member-words.ts';
import type { ShownLink } from './members.tsx';

interface MemberDialogProps {
  member: MemberRow | null;
  onLink: (link: ShownLink) => void;
  onClose: () => void;
}

/** Somebody new, or changes to somebody known. */
export function MemberDialog({ member, onLink, onClose }: MemberDialogProps) {
  const { organisation } = useOrganisation();
  const queryClient = useQueryClient();
  const merchants = useQuery(merchantsQuery).data ?? [];
  const [name, setName] = useState(member?.name ?? '');
  const [email, setEmail] = useState(member?.email ?? '');
  const [role, setRole] = useState<MemberRow['role']>(member?.role ?? 'dispatcher');
  const [merchantId, setMerchantId] = useState(member?.merchantId ?? null);
  const [branchIds, setBranchIds] = useState<string[]>(member?.branchIds ?? []);
  const [language, setLanguage] = useState(member?.language ?? null);
  const [active, setActive] = useState(member?.state !== 'disabled');

  const save = async () => {
    const fields = {
      name: name.trim(),
      role,
      merchantId: role === 'merchant' ? merchantId : null,
      branchIds,
      language,
    };
    if (member) {
      await client.call(memberEndpoints.change, { params: { memberId: member.id }, body: { ...fields, active } });
      notifyDone(`${fields.name} is changed.`);
    } else {
      const { link } = await client.call(memberEndpoints.invite, { body: { ...fields, email: email.trim() } });
      if (link === null) notifyDone(`An invitation is on its way to ${email.trim()}.`);
      else onLink({ name: fields.name, link });
    }
    await queryClient.invalidateQueries({ queryKey: keys.members });
  };
  const isWhole =
    name.trim() !== '' && (member !== null || email.includes('@')) && (role !== 'merchant' || merchantId !== null);

  return (
    <ConfirmDialog
      title={member ? `Change ${member.name}` : 'Invite somebody'}
      confirm={member ? 'Change' : 'Invite'}
      disabled={!isWhole}
      onConfirm={save}
      onClose={onClose}
    >
      <div className={styles.form}>
        <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="E-mail"
          type="email"
          readOnly={member !== null}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label="Role"
          description={ROLE_WORDS[role]}
          allowDeselect={false}
          data={Object.keys(ROLE_WORDS)}
          value={role}
          onChange={(next) => setRole((next ?? role) as MemberRow['role'])}
        />
        {role === 'merchant' ? (
          <Select
            label="Merchant"
            data={merchants.map(({ id, name: label }) => ({ value: id, label }))}
            value={merchantId}
            onChange={setMerchantId}
          />
        ) : (
          organisation.branches.length > 1 && (
            <MultiSelect
              label="Told of these branches only"
              description="None chosen: of all"
              data={organisation.branches.map(({ id, name: label }) => ({ value: id, label }))}
              value={branchIds}
              onChange={setBranchIds}
            />
          )
        )}
        <Select
          label="Language of e-mails"
          placeholder="As the organisation"
          clearable
          data={LANGUAGES.map(({ value, label }) => ({ value, label }))}
          value={language}
          onChange={(next) => setLanguage(next as MemberRow['language'])}
        />
        {member && (
          <Switch
            label="May sign in"
            description="Switched off, they are signed out everywhere at once"
            checked={active}
            onChange={(event) => setActive(event.currentTarget.checked)}
          />
        )}
      </div>
    </ConfirmDialog>
  );
}
