import { Button, VisuallyHidden } from '@mantine/core';
import type { MemberRow } from '@roundsman/api-contract';
import { memberEndpoints } from '@roundsman/client';
import { age, Empty, useRealNow } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { membersQuery, singleSignOnQuery } from '../queries/members.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { SingleSignOn } from '../security/single-sign-on.tsx';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { SecretOnce } from '../setup/secret-once.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { MemberEmailDialog } from './member-email-dialog.tsx';
import { stateWords } from './member-words.ts';

export interface ShownLink {
  readonly name: string;
  readonly link: string;
  /** Without it: the account, by a password that whoever opens it chooses. */
  readonly opens?: 'account' | 'email';
}

/** Who may sign in, as what, and over what. */
export function Members() {
  const query = useQuery(membersQuery);
  const [editing, setEditing] = useState<MemberRow | 'new' | null>(null);
  const [losing, setLosing] = useState<MemberRow | null>(null);
  const [unlinking, setUnlinking] = useState<MemberRow | null>(null);
  const [moving, setMoving] = useState<MemberRow | null>(null);
  const [shown, setShown] = useState<ShownLink | null>(null);
  const provider = useQuery(singleSignOnQuery).data?.value.settings ?? null;
  return (
    <>
      {shown && (
        <SecretOnce
          words={`The link for ${shown.name}. Nobody was written to: give it to them yourself. ${linkWords(shown, provider)}`}
          secret={shown.link}
          onDone={() => setShown(null)}
        />
      )}
      <Card
        wide
        title="Members"
        detail="People who sign in here. Crews need no account: they pair a phone under Fleet."
        aside={<Button onClick={() => setEditing('new')}>Invite somebody …</Button>}
      >
        <QueryStates
          query={query}
          what="The members"
          isEmpty={query.data?.length === 0}
          empty={<Empty title="Nobody yet." />}
        >
          <table className={tableStyles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">E-mail</th>
                <th scope="col">Role</th>
                <th scope="col">Over</th>
                <th scope="col">State</th>
                <th scope="col">Second factor</th>
                <th scope="col">Last signed in</th>
                <th scope="col">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data?.map((member) => (
                <Row
                  key={member.id}
                  member={member}
                  onEdit={() => setEditing(member)}
                  onMove={() => setMoving(member)}
                  onLose={() => setLosing(member)}
                  onUnlink={() => setUnlinking(member)}
                  onLink={setShown}
                  takesPassword={!provider?.enforced || provider.emergencyMemberId === member.id}
                />
              ))}
            </tbody>
          </table>
        </QueryStates>
      </Card>
      {editing && (
        <MemberDialog member={editing === 'new' ? null : editing} onLink={setShown} onClose={() => setEditing(null)} />
      )}
      {moving && <MemberEmailDialog member={moving} onLink={setShown} onClose={() => setMoving(null)} />}
      <SingleSignOn />
      {losing && <RemoveSecondFactor member={losing} onClose={() => setLosing(null)} />}
      {unlinking && <Unlink member={unlinking} onClose={() => setUnlinking(null)} />}
    </>
  );
}

interface RowProps {
  member: MemberRow;
  onEdit: () => void;
  onMove: () => void;
  onLose: () => void;
  onUnlink: () => void;
  onLink: (link: ShownLink) => void;
  /** Where the provider alone counts, a new one would open nothing. */
  takesPassword: boolean;
}

function Row({ member, onEdit, onMove, onLose, onUnlink, onLink, takesPassword }: RowProps) {
  const { organisation } = useOrganisation();
  const queryClient = useQueryClient();
  const now = useRealNow(60_000);
  const merchants = useQuery(merchantsQuery).data ?? [];
  const nameOf = (rows: readonly { id: string; name: string }[], id: string) =>
    rows.find((row) => row.id === id)?.name ?? id;
  const over = [
    ...(member.merchantId === null ? [] : [nameOf(merchants, member.merchantId)]),
    ...member.branchIds.map((id) => nameOf(organisation.branches, id)),
  ];
  const send = useMutation({
    mutationFn: () => client.call(memberEndpoints.sendLink, { params: { memberId: member.id } }),
    onSuccess: async ({ link }) => {
      await queryClient.invalidateQueries({ queryKey: keys.members });
      if (link === null) notifyDone(`A link is on its way to ${member.email}.`);
      else onLink({ name: member.name, link });
    },
    onError: (error) => notifyFailure('No link was sent.', error),
  });
  return (
    <tr>
      <td>{member.name}</td>
      <td>
        {member.email}
        {member.emailChange && <WaitingEmail member={member} newEmail={member.emailChange.newEmail} />}
      </td>
      <td>{member.role}</td>
      <td>{over.length === 0 ? 'everything' : over.join(', ')}</td>
      <td>{stateWords(member)}</td>
      <td>{member.secondFactor ? 'on' : <span className={tableStyles.muted}>off</span>}</td>
      <td>
        {member.lastSignedInAt ? `${age((now.getTime() - Date.parse(member.lastSignedInAt)) / 1000)} ago` : 'never'}
      </td>
      <td>
        <Button size="compact-xs" variant="subtle" onClick={onEdit}>
          Change …
        </Button>
        {member.state !== 'disabled' && (
          <Button size="compact-xs" variant="subtle" onClick={onMove}>
            Other e-mail …
          </Button>
        )}
        {(member.state === 'invited' || (member.state === 'active' && takesPassword)) && (
          <Button size="compact-xs" variant="subtle" loading={send.isPending} onClick={() => send.mutate()}>
            {member.state === 'invited' ? 'Invite again' : 'New password'}
          </Button>
        )}
        {member.secondFactor && (
          <Button size="compact-xs" variant="subtle" onClick={onLose}>
            Lost factor …
          </Button>
        )}
        {member.linked && (
          <Button size="compact-xs" variant="subtle" onClick={onUnlink}>
            Unlink …
          </Button>
        )}
      </td>
    </tr>
  );
}

function WaitingEmail({ member, newEmail }: { member: MemberRow; newEmail: string }) {
  const queryClient = useQueryClient();
  const drop = useMutation({
    mutationFn: () => client.call(memberEndpoints.dropEmailChange, { params: { memberId: member.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.members }),
    onError: (error) => notifyFailure('The link is still open.', error),
  });
  return (
    <div className={tableStyles.muted}>
      to be {newEmail} once confirmed
      <Button size="compact-xs" variant="subtle" loading={drop.isPending} onClick={() => drop.mutate()}>
        Drop
      </Button>
    </div>
  );
}

function linkWords({ opens }: ShownLink, provider: { name: string; enforced: boolean } | null): string {
  if (opens === 'email') return 'Whoever opens it confirms the new address.';
  if (provider?.enforced) return `It leads to the sign-in with ${provider.name}.`;
  return 'Whoever opens it first chooses the password.';
}

function RemoveSecondFactor({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Take the second factor off ${member.name}`}
      confirm="Take it off"
      onConfirm={async () => {
        await client.call(memberEndpoints.removeSecondFactor, { params: { memberId: member.id } });
        await queryClient.invalidateQueries({ queryKey: keys.members });
        notifyDone(`${member.name} signs in with the password alone.`);
      }}
      onClose={onClose}
    >
      <p>
        Only when authenticator and recovery codes are lost, and you know that it is {member.name} who asks. They are
        signed out everywhere and told by e-mail.
      </p>
    </ConfirmDialog>
  );
}

function Unlink({ member, onClose }: { member: MemberRow; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={`Unlink ${member.name} from the provider`}
      confirm="Unlink"
      onConfirm={async () => {
        await client.call(memberEndpoints.unlink, { params: { memberId: member.id } });
        await queryClient.invalidateQueries({ queryKey: keys.members });
        notifyDone(`${member.name} is linked anew at the next sign-in.`);
      }}
      onClose={onClose}
    >
      <p>
        For when their account at the provider was made anew. They are signed out everywhere; whoever signs in there
        next with the verified address {member.email} is {member.name} again.
      </p>
    </ConfirmDialog>
  );
}
