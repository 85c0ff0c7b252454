import { readSmsProviders, type SmsProviderSettings, smppAlone } from '@roundsman/message-delivery';

import type { Config } from '../../platform/config/index.ts';
import type { Role } from '../../platform/index.ts';
import { HandOverHealth, receiveWebhooks, watchProviders, webhookPath } from '../notifications/index.ts';
import { settingsOrRefusal } from '../outbound-email/index.ts';
import { listenToNetwork } from './listen-to-network.ts';
import { openSmsProviders, outboundSmsTasks } from './outbound-sms.ts';

export const outboundSmsRole: Role = {
  name: 'outbound-sms',
  label: 'Outbound SMS Service',
  async start(platform) {
    const { config, database, clock, metrics } = platform;
    const log = platform.log.child({ role: 'outbound-sms' });
    const providers = openSmsProviders(smsSettingsOf(config), {
      now: () => clock.now(),
      random: Math.random,
      webhookUrl: (name) => (config.publicUrl === null ? null : `${config.publicUrl}${webhookPath('sms', name)}`),
    });
    const real = providers.live.routes.map(({ provider }) => provider);
    for (const provider of real) listenToNetwork(database, provider, log);
    await receiveWebhooks(platform, 'sms', real);
    metrics.componentTraffic.offer('outbound-sms');
    const health = new HandOverHealth();
    const watch = watchProviders({ database, log, channel: 'sms', routes: providers.live, now: () => clock.now() });
    const options = {
      database,
      random: Math.random,
      onResult(result: Parameters<typeof health.note>[0], organisationId: string) {
        health.note(result);
        watch.noteUse(organisationId);
        // What a provider took: one that takes nothing is silence, however often it is asked.
        if (result.outcome === 'accepted') metrics.componentTraffic.add('outbound-sms', organisationId);
      },
    };
    return {
      health: async () => health.read(),
      tasks: outboundSmsTasks(options, { providers, from: smsFromOf(config) }),
      async stop() {
        await watch.stop();
        await providers.close();
      },
    };
  },
};

/** SMS_PROVIDERS, or SMPP_URL as the only one, or none. */
export function smsSettingsOf({ smsProviders, smppUrl }: Config): readonly SmsProviderSettings[] {
  if (smsProviders !== null) return settingsOrRefusal('SMS_PROVIDERS', readSmsProviders(smsProviders));
  return smppUrl === null ? [] : settingsOrRefusal('SMPP_URL', smppAlone(smppUrl));
}

/** The sender where no provider has one of its own for the country. */
export const smsFromOf = ({ smsFrom }: Config): string => smsFrom ?? 'Roundsman';
