import { Button, Switch, VisuallyHidden } from '@mantine/core';
import type { NotificationRule } from '@roundsman/api-contract';
import { notificationRuleEndpoints } from '@roundsman/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import tableStyles from '../lists/table.module.css';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { useLocations } from '../queries/fleet.ts';
import { keys } from '../queries/keys.ts';
import { rulesQuery } from '../queries/notifications.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import { PushHere } from './push-here.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { audienceWords, channelOrder, conditionWords, fieldsOf, momentWords } from './rule-words.ts';

/** Who is told of what, by audience: what came with the product, and the organisation's own. */
export function Rules() {
  const { can } = useOrganisation();
  const query = useQuery(rulesQuery);
  const [editing, setEditing] = useState<NotificationRule | 'new' | null>(null);
  const [removing, setRemoving] = useState<NotificationRule | null>(null);
  const byAudience = Map.groupBy(query.data ?? [], ({ audience }) => audience);
  return (
    <>
      <Card
        title="Who is told of what"
        detail="Of the rules for one moment and one audience the most particular that matches a job decides. What was told is told once."
        aside={can('messages:write') && <Button onClick={() => setEditing('new')}>New rule …</Button>}
      />
      <PushHere />
      <QueryStates query={query} what="The rules" loadingRows={8}>
        {[...byAudience].map(([audience, rules]) => (
          <Card key={audience} title={audienceWords[audience]}>
            <table className={tableStyles.table}>
              <thead>
                <tr>
                  <th scope="col">On</th>
                  <th scope="col">When</th>
                  <th scope="col">How</th>
                  <th scope="col">For</th>
                  <th scope="col">
                    <VisuallyHidden>Actions</VisuallyHidden>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rules.map((rule) => (
                  <RuleRow
                    key={rule.key}
                    rule={rule}
                    onEdit={() => setEditing(rule)}
                    onRemove={() => setRemoving(rule)}
                  />
                ))}
              </tbody>
            </table>
          </Card>
        ))}
      </QueryStates>
      {editing && <RuleDialog rule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {removing && <RemoveRule rule={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

function RuleRow({ rule, onEdit, onRemove }: { rule: NotificationRule; onEdit: () => void; onRemove: () => void }) {
  const { can } = useOrganisation();
  const queryClient = useQueryClient();
  const names = useNames();
  const mayWrite = can('messages:write');
  const switchTo = async (enabled: boolean) => {
    const body = { ...fieldsOf(rule), enabled };
    await client.call(notificationRuleEndpoints.change, { params: { ruleKey: rule.key }, body });
    await queryClient.invalidateQueries({ queryKey: keys.notifications });
  };
  const toggle = useMutation({
    mutationFn: () => switchTo(!rule.enabled),
    onSuccess: () => notifyDone(`${rule.name}: ${rule.enabled ? 'off' : 'on'}.`, () => switchTo(rule.enabled)),
    onError: (error) => notifyFailure('The rule stays as it is.', error),
  });
  return (
    <tr>
      <td>
        <Switch
          size="xs"
          aria-label={`${rule.name}, ${audienceWords[rule.audience]}`}
          checked={rule.enabled}
          disabled={!mayWrite || toggle.isPending}
          onChange={() => toggle.mutate()}
        />
      </td>
      <td>{momentWords(rule)}</td>
      <td>{channelOrder(rule)}</td>
      <td>{rule.audience === 'address' ? rule.addresses.join(', ') : conditionWords(rule, names) || 'every job'}</td>
      <td>
        {mayWrite && (
          <>
            <Button size="compact-xs" variant="subtle" onClick={onEdit}>
              Change …
            </Button>
            {(rule.changed || !rule.shipped) && (
              <Button size="compact-xs" variant="subtle" onClick={onRemove}>
                {rule.shipped ? 'As it came …' : 'Remove …'}
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

function RemoveRule({ rule, onClose }: { rule: NotificationRule; onClose: () => void }) {
  const queryClient = useQueryClient();
  return (
    <ConfirmDialog
      title={rule.shipped ? `${rule.name}: as it came` : `Remove ${rule.name}`}
      confirm={rule.shipped ? 'Go back' : 'Remove it'}
      onConfirm={async () => {
        await client.call(notificationRuleEndpoints.remove, { params: { ruleKey: rule.key } });
        await queryClient.invalidateQueries({ queryKey: keys.notifications });
        notifyDone(rule.shipped ? `${rule.name} is as it came.` : `${rule.name} is removed.`);
      }}
      onClose={onClose}
    >
      <p>
        {rule.shipped
          ? 'What you changed of this rule is gone; it tells as it did when it came with the product.'
          : 'Nobody is told by this rule any more; a wider one that matches the same jobs decides instead.'}
      </p>
    </ConfirmDialog>
  );
}

function useNames() {
  const merchants = useQuery(merchantsQuery).data ?? [];
  const locations = useLocations();
  return {
    merchants: new Map(merchants.map(({ id, name }) => [id, name])),
    locations: new Map([...locations.values()].map(({ id, name }) => [id, name])),
  };
}
