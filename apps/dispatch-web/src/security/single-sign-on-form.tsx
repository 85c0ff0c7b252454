import { Button, PasswordInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { JOIN_ROLES, type SingleSignOn } from '@roundsman/api-contract';
import { singleSignOnEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { notifyDone } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { membersQuery } from '../queries/members.ts';
import { client } from '../session/client.ts';
import { fieldProblem, problemLine } from '../session/problem-words.ts';
import { onlyIf } from '../session/tagged.ts';
import form from '../setup/setup-form.module.css';
import { OwnPassword, useHasPassword } from './own-password.tsx';

/** Those whose faults stand beside them. */
const FIELDS = ['name', 'issuer', 'clientId', 'clientSecret', 'emailDomains', 'joinRole', 'emergencyMemberId'] as const;
const SHOWN = FIELDS.map((field) => `body.${field}`);

interface FormProps {
  settings: SingleSignOn | null;
  etag: string | null;
  redirectUri: string;
  onLeave: () => void;
}

/** The provider is asked before it counts; what is wrong is said at once. */
export function SingleSignOnForm({ settings, etag, redirectUri, onLeave }: FormProps) {
  const queryClient = useQueryClient();
  const hasPassword = useHasPassword();
  const administrators = (useQuery(membersQuery).data ?? []).filter(
    ({ role, state }) => role === 'administrator' && state === 'active',
  );
  // Of what the fields began with: what is read while somebody types is not what they change.
  const [readAs] = useState(etag);
  const [name, setName] = useState(settings?.name ?? '');
  const [issuer, setIssuer] = useState(settings?.issuer ?? '');
  const [clientId, setClientId] = useState(settings?.clientId ?? '');
  const [clientSecret, setClientSecret] = useState('');
  const [emailDomains, setEmailDomains] = useState(settings?.emailDomains ?? []);
  const [joinRole, setJoinRole] = useState(settings?.joinRole ?? null);
  const [enforced, setEnforced] = useState(settings?.enforced ?? false);
  const [emergencyMemberId, setEmergencyMemberId] = useState(settings?.emergencyMemberId ?? null);
  const [password, setPassword] = useState('');
  const readAnew = () => queryClient.invalidateQueries({ queryKey: keys.members });
  const save = useMutation({
    mutationFn: () =>
      client.call(singleSignOnEndpoints.save, {
        headers: onlyIf(readAs),
        body: {
          name: name.trim(),
          issuer: issuer.trim(),
          clientId: clientId.trim(),
          ...(clientSecret === '' ? {} : { clientSecret }),
          emailDomains,
          joinRole,
          enforced,
          emergencyMemberId: enforced ? emergencyMemberId : null,
          ...(hasPassword ? { password } : {}),
        },
      }),
    onSuccess: async () => {
      await readAnew();
      onLeave();
      notifyDone(`${name.trim()} answered. Members can sign in through it.`);
    },
    onError: readAnew,
  });
  const faultOf = (field: (typeof FIELDS)[number]) => save.error && fieldProblem(save.error, `body.${field}`);
  const isWhole = [name, issuer, clientId].every((text) => text.trim() !== '') && (!hasPassword || password !== '');
  return (
    <form
      className={form.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <p>At the provider, register this address for signing in and for signing out: {redirectUri}</p>
      <TextInput
        label="What your people call it"
        placeholder="Northwind Login"
        maxLength={100}
        error={faultOf('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Issuer"
        description="The provider’s address"
        placeholder="https://login.example.org"
        error={faultOf('issuer')}
        value={issuer}
        onChange={(event) => setIssuer(event.currentTarget.value)}
      />
      <TextInput
        label="Client ID"
        error={faultOf('clientId')}
        value={clientId}
        onChange={(event) => setClientId(event.currentTarget.value)}
      />
      <PasswordInput
        label="Client secret"
        description={settings?.hasSecret ? 'Kept; leave it empty to keep it' : 'Kept sealed, and never shown again'}
        autoComplete="off"
        error={faultOf('clientSecret')}
        value={clientSecret}
        onChange={(event) => setClientSecret(event.currentTarget.value)}
      />
      <TagsInput
        label="E-mail domains of your people"
        error={faultOf('emailDomains')}
        placeholder="example.org"
        value={emailDomains}
        onChange={setEmailDomains}
        maxTags={50}
      />
      <Select
        label="Who has one of them and no account yet"
        error={faultOf('joinRole')}
        placeholder="has to be invited"
        clearable
        data={JOIN_ROLES.map((role) => ({ value: role, label: `joins as ${role}` }))}
        value={joinRole}
        onChange={(next) => setJoinRole(JOIN_ROLES.find((role) => role === next) ?? null)}
      />
      <Switch
        label="Only through the provider"
        description="Passwords and passkeys open nothing then; browsers signed in by them are signed out"
        checked={enforced}
        onChange={(event) => setEnforced(event.currentTarget.checked)}
      />
      {enforced && (
        <Select
          label="Who still gets in with their password when the provider fails"
          error={faultOf('emergencyMemberId')}
          data={administrators.map(({ id, name: label }) => ({ value: id, label }))}
          value={emergencyMemberId}
          onChange={setEmergencyMemberId}
        />
      )}
      <OwnPassword label="Your password" value={password} onChange={setPassword} />
      {save.error && <p role="alert">{problemLine(save.error, SHOWN)}</p>}
      <div className={form.line}>
        <Button type="submit" loading={save.isPending} disabled={!isWhole || (enforced && emergencyMemberId === null)}>
          Ask the provider and keep it
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
