import type { Permission } from '@roundsman/api-contract';
import type { ComponentType } from 'react';
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
import { Webhooks } from '../webhooks/webhooks.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Audit } from './audit.tsx';
import { OrganisationFacts } from './organisation-facts.tsx';
import { PersonalData } from './personal-data.tsx';
import type { SetupSearch } from './setup-search.ts';

interface SetupTab {
  readonly value: NonNullable<SetupSearch['tab']>;
  readonly label: string;
  readonly Panel: ComponentType;
  /** Who has not this one does not see it. */
  readonly needs?: Permission;
}

/** What is set up, by who would look for it. */
export const SETUP_PARTS: readonly { readonly title: string; readonly tabs: readonly SetupTab[] }[] = [
  {
    title: 'Company',
    tabs: [
      { value: 'organisation', label: 'Organisation', Panel: OrganisationFacts },
      { value: 'policies', label: 'Rules', Panel: PoliciesCard },
      { value: 'calendars', label: 'Hours', Panel: Calendars },
      { value: 'branding', label: 'Branding', Panel: Branding, needs: 'messages:read' },
    ],
  },
  {
    title: 'Messages',
    tabs: [
      { value: 'rules', label: 'Who is told', Panel: Rules, needs: 'messages:read' },
      { value: 'words', label: 'Words', Panel: Words, needs: 'messages:read' },
      { value: 'wishes', label: 'Wishes', Panel: Wishes, needs: 'messages:read' },
      { value: 'sending', label: 'Sending', Panel: Sending, needs: 'messages:read' },
    ],
  },
  {
    title: 'People and access',
    tabs: [
      { value: 'members', label: 'Members', Panel: Members, needs: 'members:write' },
      { value: 'security', label: 'Security', Panel: Security },
      { value: 'audit', label: 'Audit', Panel: Audit, needs: 'audit:read' },
      { value: 'data', label: 'Data', Panel: PersonalData, needs: 'personal_data:write' },
    ],
  },
  {
    title: 'Other programs',
    tabs: [
      { value: 'api-keys', label: 'API keys', Panel: ApiKeys, needs: 'api_keys:write' },
      { value: 'webhooks', label: 'Webhooks', Panel: Webhooks, needs: 'webhooks:read' },
    ],
  },
  {
    title: 'Service',
    tabs: [
      { value: 'incidents', label: 'Incidents', Panel: Incidents, needs: 'incidents:publish' },
      { value: 'edges', label: 'Edges', Panel: Edges, needs: 'incidents:publish' },
      { value: 'service-levels', label: 'Service levels', Panel: ServiceLevels, needs: 'incidents:publish' },
    ],
  },
];
