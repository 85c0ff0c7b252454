/** The Public API: what members, merchants and other programs may ask and do. No rule lives here. */

import { MemberSignIn, relyingPartyOf, SECOND_FACTOR_SEAL } from '../modules/accounts/index.ts';
import { openLogos } from '../modules/customers/index.ts';
import { decideOptions } from '../modules/notifications/index.ts';
import { openWebhookTools } from '../modules/webhooks/index.ts';
import { openDoor } from '../platform/http/index.ts';
import { KEPT_ANSWERS_SEAL } from '../platform/idempotency/index.ts';
import type { Role } from '../platform/index.ts';
import { openSeal } from '../platform/seal/index.ts';
import { forgetUploads } from '../platform/uploads/index.ts';
import { publicUrlOf } from '../public-url.ts';
import { closeRoads, roadsOf } from '../roads.ts';
import { deskGate } from './gate.ts';
import { serveAccount } from './serve-account.ts';
import { serveAddresses } from './serve-addresses.ts';
import { serveAttachments } from './serve-attachments.ts';
import { serveAudit } from './serve-audit.ts';
import { serveBranches } from './serve-branches.ts';
import { serveBranding } from './serve-branding.ts';
import { serveCustomers } from './serve-customers.ts';
import { serveFiles } from './serve-files.ts';
import { serveCalendars, serveFleet } from './serve-fleet.ts';
import { serveGeofences } from './serve-geofences.ts';
import { serveImports } from './serve-imports.ts';
import { serveItineraryChanges } from './serve-itineraries.ts';
import { serveJobParts } from './serve-job-parts.ts';
import { serveJobs } from './serve-jobs.ts';
import { serveLive } from './serve-live.ts';
import { serveMap } from './serve-map.ts';
import { serveMembers } from './serve-members.ts';
import { serveMerchants } from './serve-merchants.ts';
import { serveMessageDelivery } from './serve-message-delivery.ts';
import { serveMessages, serveWebhooks } from './serve-messages.ts';
import { serveMessageTemplates, serveNotificationRules, servePush } from './serve-notifications.ts';
import { serveOrganisation } from './serve-organisation.ts';
import { servePasskeys } from './serve-passkeys.ts';
import { serveItineraries, servePlans } from './serve-plans.ts';
import { privacyTasks, servePrivacy } from './serve-privacy.ts';
import { serveReference } from './serve-reference.ts';
import { serveReports } from './serve-reports.ts';
import { serveRoads } from './serve-roads.ts';
import { serveSandbox } from './serve-sandbox.ts';
import { serveServiceLevels } from './serve-service-levels.ts';
import { serveSession } from './serve-session.ts';
import { openSingleSignOn, serveSingleSignOn } from './serve-single-sign-on.ts';
import { serveSlots } from './serve-slots.ts';

export const publicApiRole: Role = {
  name: 'public-api',
  label: 'Public API',
  async start(platform) {
    const roads = await roadsOf(platform);
    const publicUrl = publicUrlOf(platform.config);
    const door = openDoor(platform.http, {
      door: 'public',
      gate: deskGate(platform),
      database: platform.database,
      seal: openSeal(await platform.secret('idempotency'), KEPT_ANSWERS_SEAL),
    });
    const seal = openSeal(await platform.secret('accounts'), SECOND_FACTOR_SEAL);
    const party = relyingPartyOf(platform.config, publicUrl);
    const signIn = new MemberSignIn(platform.database, platform.clock, seal, party);
    const singleSignOn = await openSingleSignOn(platform, signIn, publicUrl);
    serveSession(door, platform, signIn, singleSignOn.byProvider);
    serveSingleSignOn(door, platform, signIn, singleSignOn);
    serveAccount(door, platform, signIn, seal);
    servePasskeys(door, platform, signIn, party);
    serveMembers(door, platform, signIn);
    serveAudit(door);
    servePrivacy(door);
    serveOrganisation(door, platform, roads);
    serveSandbox(door, platform);
    serveFleet(door, publicUrl);
    serveCalendars(door);
    serveGeofences(door);
    serveMerchants(door);
    serveBranches(door);
    const logos = openLogos(platform.database, platform.files);
    serveBranding(door, platform, logos);
    serveCustomers(door);
    serveJobs(door, platform, roads, publicUrl);
    serveJobParts(door);
    serveSlots(door, platform, roads);
    serveAddresses(door, roads);
    serveRoads(door, roads);
    serveImports(door, platform, roads);
    servePlans(door, platform, roads);
    serveItineraries(door, platform, roads);
    serveItineraryChanges(door, platform, roads);
    serveLive(door, platform);
    serveMessages(door, logos);
    await serveMessageDelivery(door, platform);
    serveNotificationRules(door);
    servePush(door, platform);
    serveMessageTemplates(door, decideOptions(publicUrl, platform.config.smsFrom), logos);
    serveWebhooks(door, platform, await openWebhookTools(platform));
    serveReports(door);
    await serveServiceLevels(door, platform);
    await serveFiles(door, platform);
    serveAttachments(door, platform);
    serveMap(platform.http.app, roads);
    serveReference(platform.http.app, publicUrl, platform.clock);
    return {
      tasks: [
        ...privacyTasks(platform),
        {
          name: 'public-api.forget-uploads',
          schedule: '11 * * * *',
          run: () => forgetUploads(platform.database, platform.files, platform.clock),
        },
        { name: 'public-api.forget-tries', schedule: '41 2 * * *', run: () => signIn.tries.forgetOld() },
      ],
      health: async () => platform.http.overload.health(),
      stop: () => closeRoads(platform),
    };
  },
};
