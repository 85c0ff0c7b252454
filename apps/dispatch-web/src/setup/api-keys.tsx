import { Button, MultiSelect, TextInput, VisuallyHidden } from '@mantine/core';
import type { AnswerOf, organisationEndpoints as contract, Permission } from '@roundsman/api-contract';
import { organisationEndpoints } from '@roundsman/client';
import { age, dayLabel, Empty, useRealNow } from '@roundsman/ui';
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
  return (
    <>
      <NewKey />
      <Card title="API keys" detail="Their secrets are stored as hashes: nobody can read them again.">
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
                  <td>
                    {key.lastUsedAt ? `${age((now.getTime() - Date.parse(key.lastUsedAt)) / 1000)} ago` : 'never'}
                  </td>
                  <td>
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

function NewKey() {
  const { member } = useOrganisation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const make = useMutation({
    mutationFn: () =>
      client.call(organisationEndpoints.createApiKey, {
        body: { name: name.trim(), scopes: scopes as Permission[] },
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
          <Button type="submit" loading={make.isPending} disabled={name.trim() === '' || scopes.length === 0}>
            Make a key
          </Button>
        </form>
      )}
    </Card>
  );
}
