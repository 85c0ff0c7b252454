import type { AnswerOf, messageDeliveryEndpoints } from '@roundsman/api-contract';
import { checkSenderDomain, dkimRecord, openDnsLookup } from '@roundsman/message-delivery';

import type { Config } from '../../platform/config/index.ts';
import { emailFromOf, emailSettingsOf } from './role.ts';
import { domainNeedsOf } from './sender-domains/ask-providers.ts';

/** What the DNS says of the domain in From, held against what the configured providers need. */
export async function checkSender(
  config: Config,
  now: () => Date,
): Promise<AnswerOf<(typeof messageDeliveryEndpoints)['senderDomain']>> {
  const from = emailFromOf(config);
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const settings = emailSettingsOf(config);
  const { spfTerms, unnamedSenders } = domainNeedsOf(settings, now);
  const records = await checkSenderDomain(openDnsLookup(config.dnsServers), {
    domain,
    spfTerms,
    unnamedSenders,
    dkim: settings.flatMap(({ dkim, dkimSelectors }) => [
      ...(dkim === null ? [] : [dkimRecord(dkim)]),
      ...dkimSelectors.map((selector) => ({ name: `${selector}._domainkey.${domain}`, text: null })),
    ]),
  });
  return { domain, from, records: records.map((record) => ({ ...record, found: [...record.found] })) };
}
