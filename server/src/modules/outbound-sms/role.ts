import { readSmppSettings } from '@roundsman/message-delivery';

import { type Role, StartRefused } from '../../platform/index.ts';
import { HandOverHealth } from '../notifications/index.ts';
import { listenToNetwork } from './listen-to-network.ts';
import { openSmsProviders, outboundSmsTasks } from './outbound-sms.ts';

export const outboundSmsRole: Role = {
  name: 'outbound-sms',
  label: 'Outbound SMS Service',
  async start({ config, database, log }) {
    const random = Math.random;
    const providers = openSmsProviders(settingsOf(config.smppUrl), random);
    listenToNetwork(database, providers.live, log.child({ role: 'outbound-sms' }));
    const health = new HandOverHealth();
    const options = { database, random, onResult: health.note.bind(health) };
    return {
      health: async () => health.read(),
      tasks: outboundSmsTasks(options, { providers, from: config.smsFrom ?? 'Roundsman' }),
      async stop() {
        await Promise.all([providers.live.close(), providers.sandbox.close()]);
      },
    };
  },
};

function settingsOf(smppUrl: string | null) {
  if (smppUrl === null) return null;
  const result = readSmppSettings(smppUrl);
  if (result.ok) return result.settings;
  throw new StartRefused(
    `SMPP_URL is not as it should be: ${result.faults.join('; ')}.`,
    'Correct it and start again.',
  );
}
