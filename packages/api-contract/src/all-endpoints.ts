import { accountEndpoints, accountLinkEndpoints } from './account.ts';
import { addressEndpoints } from './addresses.ts';
import { auditEndpoints } from './audit.ts';
import { branchEndpoints } from './branches.ts';
import { brandingEndpoints } from './branding.ts';
import { calendarEndpoints } from './calendars.ts';
import { consentEndpoints } from './consents.ts';
import { customerEndpoints } from './customers.ts';
import type { Endpoint } from './endpoint.ts';
import { fileEndpoints } from './files.ts';
import { fleetEndpoints } from './fleet.ts';
import { geofenceEndpoints } from './geofences.ts';
import { importEndpoints } from './imports.ts';
import { itineraryEndpoints } from './itineraries.ts';
import { jobLineEndpoints } from './job-lines.ts';
import { jobLinkEndpoints } from './job-links.ts';
import { jobEndpoints } from './jobs.ts';
import { liveEndpoints } from './live.ts';
import { memberEndpoints } from './members.ts';
import { merchantEndpoints } from './merchants.ts';
import { messageDeliveryEndpoints } from './message-delivery.ts';
import { messageTemplateEndpoints } from './message-templates.ts';
import { messageEndpoints } from './messages.ts';
import { notificationRuleEndpoints } from './notification-rules.ts';
import { operatorEndpoints } from './operator.ts';
import { organisationEndpoints, sessionEndpoints } from './organisation.ts';
import { passkeyEndpoints } from './passkeys.ts';
import { planEndpoints } from './plans.ts';
import { policyEndpoints } from './policies.ts';
import { privacyEndpoints } from './privacy.ts';
import { pushEndpoints } from './push.ts';
import { reportEndpoints } from './reports.ts';
import { roadEndpoints } from './roads.ts';
import { sandboxEndpoints } from './sandbox.ts';
import { serviceLevelEndpoints } from './service-levels.ts';
import { singleSignOnEndpoints } from './single-sign-on.ts';
import { slotEndpoints } from './slots.ts';
import { trackerEndpoints } from './tracker.ts';
import { webhookEndpoints } from './webhooks.ts';

/** By the heading they stand under in the API reference. */
export const endpointsByTopic: Record<string, Record<string, Endpoint>> = {
  Session: sessionEndpoints,
  'Own account': accountEndpoints,
  Passkeys: passkeyEndpoints,
  'Account links': accountLinkEndpoints,
  Organisation: organisationEndpoints,
  Policies: policyEndpoints,
  Branches: branchEndpoints,
  Sandbox: sandboxEndpoints,
  Members: memberEndpoints,
  'Single sign-on': singleSignOnEndpoints,
  'Audit trail': auditEndpoints,
  'Personal data': privacyEndpoints,
  Fleet: fleetEndpoints,
  Calendars: calendarEndpoints,
  Geofences: geofenceEndpoints,
  Merchants: merchantEndpoints,
  Branding: brandingEndpoints,
  Customers: customerEndpoints,
  Jobs: jobEndpoints,
  'Job lines': jobLineEndpoints,
  'Job links': jobLinkEndpoints,
  'Slots and capacity': slotEndpoints,
  Addresses: addressEndpoints,
  Roads: roadEndpoints,
  Imports: importEndpoints,
  Plans: planEndpoints,
  Itineraries: itineraryEndpoints,
  'Live and events': liveEndpoints,
  Messages: messageEndpoints,
  Consents: consentEndpoints,
  'Web push': pushEndpoints,
  'Message templates': messageTemplateEndpoints,
  'Message delivery': messageDeliveryEndpoints,
  'Notification rules': notificationRuleEndpoints,
  Webhooks: webhookEndpoints,
  Reports: reportEndpoints,
  'Service levels': serviceLevelEndpoints,
  Files: fileEndpoints,
  'Operator API': operatorEndpoints,
  'Customer Tracker': trackerEndpoints,
};

export const allEndpoints: readonly Endpoint[] = Object.values(endpointsByTopic).flatMap((topic) =>
  Object.values(topic),
);
