import { Button, MultiSelect, Select, TextInput, VisuallyHidden } from '@mantine/core';
import type { AnswerOf, organisationEndpoints as contract, Permission } from '@roundsman/api-contract';
import { organisationEndpoints } from '@roundsman/client';
import { age, dayLabel, Empty, localDate, timeOfDay, useRealNow } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { apiKeysQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from './card.tsx';
import { SecretOnce } from './secret-once.tsx';
import styles from './setup-form.module.css';

type ApiKey = AnswerOf<typeof contract.listApiKeys>['rows'][number];

/** Keys by which other programs speak for the organisation. */
export function ApiKeys() {
  const { zone } = useOrganisation();
  const queryClient = useQueryClient();
  const query = useQuery(apiKeysQuery);
  const now = useRealNow(60_000);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [rotating, setRotating] = useState<ApiKey | null>(null);
  const [rotated, setRotated] = useState<{ name: string; secret: string } | null>(null);
  return (
    <>
      <NewKey />
      {rotated && (
        <SecretOnce
          words={`The new secret of “${rotated.name}”. It is shown this once: give it to the program before the old one runs out.`}
          secret={rotated.secret}
          onDone={() => setRotated(null)}
        />
      )}
      <Card wide title="API keys" detail="Their secrets are stored as hashes: nobody can read them again.">
        <QueryStates
          query={query}
          what="The API keys"
          isEmpty={query.data?.length === 0}
          empty={<Empty title="No keys yet.">A shop or a warehouse system needs one to create jobs.</Empty>}
        >
          <table className={tableStyles.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Begins with</th>
                <th scope="col">May</th>
                <th scope="col">Made</th>
                <th scope="col">Runs out</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <VisuallyHidden>Actions</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {query.data?.map((key) => (
                <tr key={key.id}>
                  <td>{key.name}</td>
                  <td>{key.prefix}…</td>
                  <td>{key.scopes.join(', ')}</td>
                  <td>{dayLabel(new Date(key.createdAt), zone)}</td>
                  <td>{endWords(key, query.data, now, zone)}</td>
                  <td>
                    {key.lastUsedAt ? `${age((now.getTime() - Date.parse(key.lastUsedAt)) / 1000)} ago` : 'never'}
                  </td>
                  <td>
                    <Button size="compact-xs" variant="subtle" onClick={() => setRotating(key)}>
                      New secret …
                    </Button>
                    <Button size="compact-xs" variant="subtle" onClick={() => setRevoking(key)}>
                      Revoke …
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </QueryStates>
      </Card>
      {rotating && <RotateKey apiKey={rotating} onMade={setRotated} onClose={() => setRotating(null)} />}
      {revoking && (
        <ConfirmDialog
          title={`Revoke ${revoking.name}`}
          confirm="Revoke it"
          onConfirm={async () => {
            await client.call(organisationEndpoints.revokeApiKey, { params: { apiKeyId: revoking.id } });
            await queryClient.invalidateQueries({ queryKey: keys.apiKeys });
            notifyDone(`${revoking.name} is revoked.`);
          }}
          onClose={() => setRevoking(null)}
        >
          <p>Every program that uses this key is refused at once. This cannot be undone; a new key is another key.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

interface RotateKeyProps {
  apiKey: ApiKey;
  onMade: (made: { name: string; secret: string }) => void;
  onClose: () => void;
}

const OVERLAPS = [
  { value: '0', label: 'not at all: it may have leaked' },
  { value: '24', label: 'one day' },
  { value: '168', label: 'one week' },
];

function RotateKey({ apiKey, onMade, onClose }: RotateKeyProps) {
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState('24');
  return (
    <ConfirmDialog
      title={`A new secret for ${apiKey.name}`}
      confirm="Make it"
      onConfirm={async () => {
        const { name, secret } = await client.call(organisationEndpoints.rotateApiKey, {
          params: { apiKeyId: apiKey.id },
          body: { overlapHours: Number(overlap) },
        });
        await queryClient.invalidateQueries({ queryKey: keys.apiKeys });
        onMade({ name, secret });
      }}
      onClose={onClose}
    >
      <Select
        label="The old secret stays good"
        allowDeselect={false}
        data={OVERLAPS}
        value={overlap}
        onChange={(next) => setOverlap(next ?? overlap)}
      />
    </ConfirmDialog>
  );
}

function endWords({ id, expiresAt }: ApiKey, all: readonly ApiKey[] | undefined, now: Date, zone: string): string {
  if (expiresAt === null) return 'never';
  const end = new Date(expiresAt);
  const when = `${localDate(end, zone)} ${timeOfDay(end, zone)}`;
  if (end <= now) return `ran out ${when}`;
  return all?.some(({ replacesId }) => replacesId === id) ? `${when}, replaced` : when;
}

function NewKey() {
  const { member } = useOrganisation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState('365');
  const now = useRealNow(60_000);
  const make = useMutation({
    mutationFn: () =>
      client.call(organisationEndpoints.createApiKey, {
        body: {
          name: name.trim(),
          scopes: scopes as Permission[],
          expiresAt: days === '' ? null : new Date(now.getTime() + Number(days) * 86_400_000).toISOString(),
        },
      }),
    onSuccess: () => {
      setName('');
      setScopes([]);
      return queryClient.invalidateQueries({ queryKey: keys.apiKeys });
    },
    onError: (error) => notifyFailure('No key was made.', error),
  });
  return (
    <Card title="New key">
      {make.data ? (
        <SecretOnce
          words={`The key “${make.data.name}”. It is shown this once: keep it where the program finds it.`}
          secret={make.data.secret}
          onDone={make.reset}
        />
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            make.mutate();
          }}
        >
          <TextInput
            label="Name"
            placeholder="Shop"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect
            label="May"
            description="As much as you may yourself, at most"
            searchable
            selectFirstOptionOnChange
            data={member.permissions}
            value={scopes}
            onChange={setScopes}
          />
          <Select
            label="Runs out"
            description="A new secret can be had before, without a gap"
            allowDeselect={false}
            data={[
              { value: '90', label: 'in 90 days' },
              { value: '365', label: 'in a year' },
              { value: '', label: 'never' },
            ]}
            value={days}
            onChange={(next) => setDays(next ?? days)}
          />
          <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || scopes.length === 0}>
            Make a key
          </Button>
        </form>
      )}
    </Card>
  );
}
