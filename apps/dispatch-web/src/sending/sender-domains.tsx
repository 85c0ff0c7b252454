import { Button, Select, TextInput } from '@mantine/core';
import { messageDeliveryEndpoints } from '@roundsman/client';
import { dayLabel, Empty, timeOfDay } from '@roundsman/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { QueryStates } from '../lists/query-states.tsx';
import { notifyDone, notifyFailure } from '../notices/notify.ts';
import { keys } from '../queries/keys.ts';
import { merchantsQuery } from '../queries/organisation.ts';
import { senderDomainsQuery } from '../queries/sending.ts';
import { client } from '../session/client.ts';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from '../setup/card.tsx';
import formStyles from '../setup/setup-form.module.css';
import { DomainProviders } from './domain-providers.tsx';
import { Records } from './records.tsx';
import styles from './sending.module.css';
import { type OwnDomain, ownDomainWords } from './sending-words.ts';

const OWN = 'own';

/** Domains in whose name e-mails leave: nothing leaves from one before its DNS allows it. */
export function SenderDomains() {
  const query = useQuery(senderDomainsQuery);
  const [setting, setSetting] = useState(false);
  return (
    <Card
      title="Sender domains"
      detail="E-mails leave from an address of your own, or a merchant’s, once its domain says that we may."
      aside={
        <Button size="compact-sm" variant="default" onClick={() => setSetting(true)}>
          Send from …
        </Button>
      }
    >
      <QueryStates
        query={query}
        what="The sender domains"
        loadingRows={2}
        isEmpty={query.data?.length === 0}
        empty={<Empty title="E-mails leave from the installation’s domain, with the sender’s name." />}
      >
        <ul className={styles.records}>
          {query.data?.map((domain) => (
            <Domain key={domain.id} domain={domain} />
          ))}
        </ul>
      </QueryStates>
      {setting && <SetDomain onClose={() => setSetting(false)} />}
    </Card>
  );
}

function Domain({ domain }: { domain: OwnDomain }) {
  const { organisation, zone } = useOrganisation();
  const queryClient = useQueryClient();
  const merchants = useQuery(merchantsQuery).data ?? [];
  const [removing, setRemoving] = useState(false);
  const { id, from, merchantId, inUse, checkedAt, records } = domain;
  const whose = merchants.find((merchant) => merchant.id === merchantId)?.name ?? organisation.name;
  const look = useMutation({
    mutationFn: () => client.call(messageDeliveryEndpoints.checkSenderDomain, { params: { senderDomainId: id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.sending }),
    onError: (problem) => notifyFailure('The DNS was not looked at.', problem),
  });
  const at = checkedAt && new Date(checkedAt);
  return (
    <li className={styles.domain}>
      <div className={styles.recordHead}>
        <strong>{from}</strong>
        <span className={styles.quiet}>for {whose}</span>
        <span className={inUse ? styles.quiet : styles.ill}>{ownDomainWords(domain)}</span>
        <span className={styles.quiet}>{at && `looked at ${dayLabel(at, zone)} ${timeOfDay(at, zone)}`}</span>
        <Button size="compact-xs" variant="default" loading={look.isPending} onClick={() => look.mutate()}>
          Look now
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => setRemoving(true)}>
          Remove …
        </Button>
      </div>
      <Records records={records} />
      <DomainProviders domain={domain} />
      {removing && (
        <ConfirmDialog
          title={`No longer send from ${from}`}
          confirm="Remove it"
          onClose={() => setRemoving(false)}
          onConfirm={async () => {
            await client.call(messageDeliveryEndpoints.removeSenderDomain, { params: { senderDomainId: id } });
            await queryClient.invalidateQueries({ queryKey: keys.sending });
            notifyDone('E-mails leave from the installation’s domain again.');
          }}
        >
          <p>Its key is thrown away: to use the domain again, its records have to be added anew.</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function SetDomain({ onClose }: { onClose: () => void }) {
  const { organisation } = useOrganisation();
  const queryClient = useQueryClient();
  const merchants = useQuery(merchantsQuery).data ?? [];
  const [whose, setWhose] = useState(OWN);
  const [from, setFrom] = useState('');
  return (
    <ConfirmDialog
      title="Send e-mails from"
      confirm="Make the records"
      disabled={!/^\S+@\S+\.\S+$/.test(from.trim())}
      onClose={onClose}
      onConfirm={async () => {
        const body = { merchantId: whose === OWN ? null : whose, from: from.trim() };
        await client.call(messageDeliveryEndpoints.setSenderDomain, { body });
        await queryClient.invalidateQueries({ queryKey: keys.sending });
      }}
    >
      <div className={formStyles.form}>
        <Select
          label="Whose e-mails"
          description="A merchant without a domain has the organisation’s"
          allowDeselect={false}
          data={[
            { value: OWN, label: organisation.name },
            ...merchants.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={whose}
          onChange={(next) => setWhose(next ?? OWN)}
        />
        <TextInput
          label="Address"
          type="email"
          description="What stands in From. You are shown what to add to the DNS of its domain"
          placeholder="delivery@your-company.example"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
