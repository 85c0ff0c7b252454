import { TextInput } from '@mantine/core';
import type { MemberRow } from '@roundsman/api-contract';
import { memberEndpoints } from '@roundsman/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { OwnPassword, useHasPassword } from '../security/own-password.tsx';
import { client } from '../session/client.ts';
import form from '../setup/setup-form.module.css';
import type { ShownLink } from './members.tsx';

interface MemberEmailDialogProps {
  member: MemberRow;
  onLink: (link: ShownLink) => void;
  onClose: () => void;
}

/** Another address for somebody: of who has joined, they confirm it; of who was invited, the invitation goes out anew. */
export function MemberEmailDialog({ member, onLink, onClose }: MemberEmailDialogProps) {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const [newEmail, setNewEmail] = useState('');
  const [password, setPassword] = useState('');
  const isInvited = member.state === 'invited';
  const ask = async () => {
    const { link, email } = await client.call(memberEndpoints.askEmailChange, {
      params: { memberId: member.id },
      body: { newEmail: newEmail.trim(), ...(hasPassword ? { password } : {}) },
    });
    await queryClient.invalidateQueries({ queryKey: keys.members });
    await queryClient.invalidateQueries({ queryKey: keys.account });
    if (link !== null) onLink({ name: member.name, link, opens: isInvited ? 'account' : 'email' });
    else if (isInvited) notifyDone(`An invitation is on its way to ${email}; the one before opens nothing any more.`);
    else notifyDone(`A link is on its way to ${newEmail.trim()}. Nothing changes before ${member.name} opens it.`);
  };
  return (
    <ConfirmDialog
      title={`Another e-mail address for ${member.name}`}
      confirm={isInvited ? 'Invite there' : 'Send the link'}
      disabled={!newEmail.includes('@') || (hasPassword && password === '')}
      onConfirm={ask}
      onClose={onClose}
    >
      <div className={form.form}>
        <p>
          {isInvited
            ? `The invitation goes to the new address; the one sent to ${member.email} opens nothing any more.`
            : `${member.name} confirms it by a link that goes there. Then ${member.email} is told, and can take it back for seven days.`}
        </p>
        <TextInput
          label="New e-mail address"
          type="email"
          data-autofocus
          maxLength={320}
          value={newEmail}
          onChange={(event) => setNewEmail(event.currentTarget.value)}
        />
        <OwnPassword label="Your password" value={password} onChange={setPassword} focused={false} />
      </div>
    </ConfirmDialog>
  );
}
