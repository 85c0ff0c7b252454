import { messageDeliveryEndpoints } from '@roundsman/api-contract';
import { openDnsLookup } from '@roundsman/message-delivery';

import type { DeskPrincipal } from '../modules/accounts/index.ts';
import {
  getMessageLimit,
  readProviders,
  readUsage,
  retryMessage,
  setMessageLimit,
} from '../modules/notifications/index.ts';
import {
  checkNow,
  checkSender,
  DKIM_SEAL,
  type DnsChecks,
  domainNeedsOf,
  emailFromOf,
  emailSettingsOf,
  liftSuppression,
  listSenderDomains,
  listSuppressions,
  makeDkimKey,
  presentSenderDomain,
  removeSenderDomain,
  setSenderDomain,
  suppressAddress,
} from '../modules/outbound-email/index.ts';
import { previewSms } from '../modules/outbound-sms/index.ts';
import { type OpenDoor, requireUnchanged } from '../platform/http/index.ts';
import type { Platform } from '../platform/index.ts';
import { openSeal } from '../platform/seal/index.ts';
import { ofOrganisation } from './serve-notifications.ts';

/** What stands behind messages: providers, volumes, limits, addresses that get nothing, and the sender domain. */
export async function serveMessageDelivery(door: OpenDoor<DeskPrincipal>, platform: Platform): Promise<void> {
  const { database, config } = platform;
  door.serve(messageDeliveryEndpoints.providers, () => readProviders(database));
  door.serve(messageDeliveryEndpoints.usage, ({ query, read }) => read((work) => readUsage(work, query.month)));
  door.serve(messageDeliveryEndpoints.getLimit, ({ params, read }) =>
    read((work) => getMessageLimit(work, params.channel)),
  );
  door.serve(messageDeliveryEndpoints.setLimit, async ({ params: { channel }, body, ifMatch, unitOfWork }) => {
    await unitOfWork(async (work) => {
      await requireUnchanged(work, ifMatch, `limit of ${channel}`, () => getMessageLimit(work, channel));
      await setMessageLimit(work, channel, body.limit);
    });
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.retry, async ({ params, unitOfWork }) => {
    await unitOfWork((work) => retryMessage(work, params.messageId));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.suppressions, ({ query, read }) => read((work) => listSuppressions(work, query)));
  door.serve(messageDeliveryEndpoints.suppress, async ({ body, unitOfWork }) => {
    await unitOfWork((work) => suppressAddress(work, { ...body, reason: 'by_hand', messageId: null }));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.restore, async ({ params, body, unitOfWork }) => {
    await unitOfWork((work) => liftSuppression(work, params.suppressionId, body.reason));
    return undefined;
  });
  door.serve(messageDeliveryEndpoints.previewSms, async ({ body }) => previewSms(config, body));
  door.serve(messageDeliveryEndpoints.senderDomain, () => checkSender(config, () => platform.clock.now()));
  await serveSenderDomains(door, platform);
}

/** From which domains e-mails leave: keys, records to add, and what the DNS says of them. */
async function serveSenderDomains(door: OpenDoor<DeskPrincipal>, platform: Platform): Promise<void> {
  const { database, config, clock } = platform;
  const seal = openSeal(await platform.secret('sender-domains'), DKIM_SEAL);
  const dns = openDnsLookup(config.dnsServers);
  const needs = domainNeedsOf(emailSettingsOf(config), () => clock.now());
  const checks: DnsChecks = { database, seal, dns, needs };
  const installation = emailFromOf(config).replace(/^.*@/, '');
  const check = async ({ organisationId, kind, id: actorId }: DeskPrincipal, id: string) =>
    presentSenderDomain(await checkNow(checks, { organisationId, actor: { kind, id: actorId } }, id));
  door.serve(messageDeliveryEndpoints.senderDomains, ({ read, principal }) => {
    ofOrganisation(principal);
    return read(async (work) => ({ rows: (await listSenderDomains(work)).map(presentSenderDomain) }));
  });
  door.serve(messageDeliveryEndpoints.setSenderDomain, async ({ body, unitOfWork, principal }) => {
    ofOrganisation(principal);
    const key = await makeDkimKey(seal);
    const set = await unitOfWork(async (work) =>
      presentSenderDomain(await setSenderDomain(work, body, key, installation)),
    );
    return check(principal, set.id);
  });
  door.serve(messageDeliveryEndpoints.checkSenderDomain, ({ params, principal }) => {
    ofOrganisation(principal);
    return check(principal, params.senderDomainId);
  });
  door.serve(messageDeliveryEndpoints.removeSenderDomain, async ({ params, unitOfWork, principal }) => {
    ofOrganisation(principal);
    await unitOfWork((work) => removeSenderDomain(work, params.senderDomainId));
    return undefined;
  });
}
