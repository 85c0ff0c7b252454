import { Tabs } from '@mantine/core';
import { Sentence } from '@roundsman/ui';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Branding } from '../branding/branding.tsx';
import { Calendars } from '../calendars/calendars.tsx';
import { Edges } from '../edges/edges.tsx';
import { Incidents } from '../incidents/incidents.tsx';
import { Members } from '../members/members.tsx';
import { Words } from '../message-words/words.tsx';
import { Rules } from '../notification-rules/rules.tsx';
import { Wishes } from '../notification-rules/wishes.tsx';
import { PoliciesCard } from '../policies/policies-card.tsx';
import { Security } from '../security/security.tsx';
import { Sending } from '../sending/sending.tsx';
import { ServiceLevels } from '../service-levels/service-levels.tsx';
import { useOrganisation } from '../session/organisation-context.ts';
import { Webhooks } from '../webhooks/webhooks.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Audit } from './audit.tsx';
import { OrganisationFacts } from './organisation-facts.tsx';
import { PersonalData } from './personal-data.tsx';
import styles from './setup-screen.module.css';
import type { SetupSearch } from './setup-search.ts';

/** How the platform is set up, who else may speak to it, and what the public is told about it. */
export function SetupScreen() {
  const { organisation, can } = useOrganisation();
  const { tab = 'organisation' } = useSearch({ from: '/setup' });
  const navigate = useNavigate({ from: '/setup' });
  return (
    <div className={styles.screen}>
      <Sentence detail={organisation.kind === 'sandbox' ? 'A sandbox: a world to try things in.' : undefined}>
        {organisation.name}
      </Sentence>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({
            to: '/setup',
            search: (before) => ({ ...before, tab: (next ?? undefined) as SetupSearch['tab'] }),
          })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="organisation">Organisation</Tabs.Tab>
          <Tabs.Tab value="policies">Rules</Tabs.Tab>
          <Tabs.Tab value="calendars">Hours</Tabs.Tab>
          {can('messages:read') && <Tabs.Tab value="branding">Branding</Tabs.Tab>}
          {can('messages:read') && (
            <>
              <Tabs.Tab value="rules">Who is told</Tabs.Tab>
              <Tabs.Tab value="words">Words</Tabs.Tab>
              <Tabs.Tab value="wishes">Wishes</Tabs.Tab>
              <Tabs.Tab value="sending">Sending</Tabs.Tab>
            </>
          )}
          {can('members:write') && <Tabs.Tab value="members">Members</Tabs.Tab>}
          <Tabs.Tab value="security">Security</Tabs.Tab>
          {can('api_keys:write') && <Tabs.Tab value="api-keys">API keys</Tabs.Tab>}
          {can('audit:read') && <Tabs.Tab value="audit">Audit</Tabs.Tab>}
          {can('personal_data:write') && <Tabs.Tab value="data">Data</Tabs.Tab>}
          {can('webhooks:read') && <Tabs.Tab value="webhooks">Webhooks</Tabs.Tab>}
          {can('incidents:publish') && (
            <>
              <Tabs.Tab value="incidents">Incidents</Tabs.Tab>
              <Tabs.Tab value="edges">Edges</Tabs.Tab>
              <Tabs.Tab value="service-levels">Service levels</Tabs.Tab>
            </>
          )}
        </Tabs.List>
        <Tabs.Panel value="organisation" className={styles.panel}>
          <OrganisationFacts />
        </Tabs.Panel>
        <Tabs.Panel value="policies" className={styles.panel}>
          <PoliciesCard />
        </Tabs.Panel>
        <Tabs.Panel value="calendars" className={styles.panel}>
          <Calendars />
        </Tabs.Panel>
        <Tabs.Panel value="branding" className={styles.panel}>
          <Branding />
        </Tabs.Panel>
        <Tabs.Panel value="rules" className={styles.panel}>
          <Rules />
        </Tabs.Panel>
        <Tabs.Panel value="words" className={styles.panel}>
          <Words />
        </Tabs.Panel>
        <Tabs.Panel value="wishes" className={styles.panel}>
          <Wishes />
        </Tabs.Panel>
        <Tabs.Panel value="sending" className={styles.panel}>
          <Sending />
        </Tabs.Panel>
        <Tabs.Panel value="members" className={styles.panel}>
          <Members />
        </Tabs.Panel>
        <Tabs.Panel value="security" className={styles.panel}>
          <Security />
        </Tabs.Panel>
        <Tabs.Panel value="api-keys" className={styles.panel}>
          <ApiKeys />
        </Tabs.Panel>
        <Tabs.Panel value="audit" className={styles.panel}>
          <Audit />
        </Tabs.Panel>
        <Tabs.Panel value="data" className={styles.panel}>
          <PersonalData />
        </Tabs.Panel>
        <Tabs.Panel value="webhooks" className={styles.panel}>
          <Webhooks />
        </Tabs.Panel>
        <Tabs.Panel value="incidents" className={styles.panel}>
          <Incidents />
        </Tabs.Panel>
        <Tabs.Panel value="edges" className={styles.panel}>
          <Edges />
        </Tabs.Panel>
        <Tabs.Panel value="service-levels" className={styles.panel}>
          <ServiceLevels />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
