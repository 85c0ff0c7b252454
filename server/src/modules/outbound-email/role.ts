import type { ConfigurationResult } from '@roundsman/message-delivery';
import { type EmailProviderSettings, openDnsLookup, readEmailProviders, smtpAlone } from '@roundsman/message-delivery';

import type { Config } from '../../platform/config/index.ts';
import { type Role, StartRefused } from '../../platform/index.ts';
import { openSeal } from '../../platform/seal/index.ts';
import { openLogos } from '../customers/index.ts';
import { HandOverHealth, receiveWebhooks, watchProviders, webhookPath } from '../notifications/index.ts';
import { accountLettersTask } from './account-letters.ts';
import { openEmailProviders, outboundEmailTasks } from './outbound-email.ts';
import { receiveReports } from './receive-reports.ts';
import { domainNeedsOf } from './sender-domains/ask-providers.ts';
import { checkDomainsTask } from './sender-domains/look-at-dns.ts';
import { DKIM_SEAL } from './sender-domains/manage-sender-domains.ts';
import { openSenders } from './sender-domains/senders.ts';
import { takeEmailReceipt } from './take-receipts.ts';

/** `publicUrlOf` is handed in: links in letters begin with it. */
export const outboundEmailRole = (publicUrlOf: (config: Config) => string): Role => ({
  name: 'outbound-email',
  label: 'Outbound Email Service',
  async start(platform) {
    const { config, database, clock, http, metrics } = platform;
    const log = platform.log.child({ role: 'outbound-email' });
    const providers = openEmailProviders(emailSettingsOf(config), {
      now: () => clock.now(),
      random: Math.random,
      webhookUrl: (name) => (config.publicUrl === null ? null : `${config.publicUrl}${webhookPath('email', name)}`),
    });
    const take = (name: string) => (receipt: Parameters<typeof takeEmailReceipt>[3]) =>
      takeEmailReceipt(database, log, name, receipt);
    const real = providers.live.routes.map(({ provider }) => provider);
    for (const provider of real) provider.listen?.({ receipt: take(provider.name) });
    await receiveWebhooks(platform, 'email', real);
    if (config.emailReportsToken !== null) await receiveReports(http.app, config.emailReportsToken, take('report'));
    metrics.componentTraffic.offer('outbound-email');
    const health = new HandOverHealth();
    const watch = watchProviders({ database, log, channel: 'email', routes: providers.live, now: () => clock.now() });
    const options = {
      database,
      random: Math.random,
      onResult(result: Parameters<typeof health.note>[0], organisationId: string) {
        health.note(result);
        watch.noteUse(organisationId);
        // What a provider took: one that takes nothing is silence, however often it is asked.
        if (result.outcome === 'accepted') metrics.componentTraffic.add('outbound-email', organisationId);
      },
    };
    const seal = openSeal(await platform.secret('sender-domains'), DKIM_SEAL);
    const sending = {
      providers,
      fromAddress: emailFromOf(config),
      logos: openLogos(database, platform.files),
      senderOf: openSenders(database, seal, () => clock.now().getTime()),
    };
    return {
      tasks: [
        ...outboundEmailTasks(options, sending),
        checkDomainsTask({
          database,
          seal,
          dns: openDnsLookup(config.dnsServers),
          needs: domainNeedsOf(emailSettingsOf(config), () => clock.now()),
        }),
        accountLettersTask({ database, publicUrl: publicUrlOf(config) }, sending),
      ],
      health: async () => health.read(),
      async stop() {
        await watch.stop();
        await providers.close();
      },
    };
  },
});

/** EMAIL_PROVIDERS, or SMTP_URL as the only one, or none. */
export function emailSettingsOf({ emailProviders, smtpUrl }: Config): readonly EmailProviderSettings[] {
  if (emailProviders !== null) return settingsOrRefusal('EMAIL_PROVIDERS', readEmailProviders(emailProviders));
  return smtpUrl === null ? [] : settingsOrRefusal('SMTP_URL', smtpAlone(smtpUrl));
}

export function settingsOrRefusal<T>(variable: string, result: ConfigurationResult<T>): T {
  if (result.ok) return result.settings;
  throw new StartRefused(
    `${variable} is not as it should be: ${result.faults.join('; ')}.`,
    'Correct it and start again.',
  );
}

/** The address that stands in From of every e-mail whose sender has none of its own. */
export function emailFromOf({ emailFrom, publicUrl }: Config): string {
  return emailFrom ?? `no-reply@${hostOf(publicUrl)}`;
}

/** An address has to stand there; one under a name that only this machine knows is refused by mailboxes elsewhere. */
function hostOf(publicUrl: string | null): string {
  const host = publicUrl === null ? '' : new URL(publicUrl).hostname;
  return /[a-z]/i.test(host) && !host.startsWith('[') ? host : 'roundsman.localhost';
}
