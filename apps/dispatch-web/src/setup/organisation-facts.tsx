import { Button } from '@mantine/core';
import { useState } from 'react';
import { BranchesCard } from '../branches/branches-card.tsx';
import { Fact, Facts } from '../job/section.tsx';
import { Merchants } from '../merchants/merchants.tsx';
import { LANGUAGES } from '../notification-rules/rule-words.ts';
import { SandboxCard } from '../sandbox/sandbox-card.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { Card } from './card.tsx';
import { OrganisationDialog } from './organisation-dialog.tsx';

/** Who we are and which services stand behind us right now. */
export function OrganisationFacts() {
  const { organisation, can } = useOrganisation();
  const { services } = organisation;
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Card
        title="Organisation"
        aside={
          can('organisation:write') && (
            <Button size="compact-sm" variant="default" onClick={() => setEditing(true)}>
              Change …
            </Button>
          )
        }
      >
        <Facts>
          <Fact name="Name">{organisation.name}</Fact>
          <Fact name="Short id">{organisation.shortId}</Fact>
          <Fact name="Kind">{organisation.kind === 'sandbox' ? 'Sandbox, with a clock of its own' : 'Live'}</Fact>
          <Fact name="Currency">{organisation.currency}</Fact>
          <Fact name="Language">
            {LANGUAGES.find(({ value }) => value === organisation.locale)?.label ?? organisation.locale}
          </Fact>
          <Fact name="Time zone">{organisation.zone}</Fact>
        </Facts>
      </Card>
      {editing && <OrganisationDialog onClose={() => setEditing(false)} />}
      <BranchesCard />
      <Merchants />
      <Card title="Services in use" detail="Set by the installation’s configuration.">
        <Facts>
          <Fact name="Roads">{services.roads}</Fact>
          <Fact name="E-mail">
            {services.email === 'smtp' ? 'SMTP' : 'None: messages are kept under Messages and sent to nobody'}
          </Fact>
          <Fact name="SMS">
            {services.sms === 'smpp' ? 'SMPP' : 'None: messages are kept under Messages and sent to nobody'}
          </Fact>
          <Fact name="Map">{organisation.map.attribution}</Fact>
          <Fact name="Status page">
            {organisation.edgeUrl ? (
              <a href={organisation.edgeUrl} target="_blank" rel="noreferrer">
                {organisation.edgeUrl}
              </a>
            ) : (
              'not running'
            )}
          </Fact>
          <Fact name="API">
            <a href="/api/reference" target="_blank" rel="noreferrer">
              API reference
            </a>
          </Fact>
        </Facts>
        {organisation.kind === 'sandbox' && <p>Whatever service is set up: a sandbox never writes to a real person.</p>}
      </Card>
      {can('sandbox:read') && (organisation.kind === 'live' || organisation.twinOf !== null) && <SandboxCard />}
    </>
  );
}
