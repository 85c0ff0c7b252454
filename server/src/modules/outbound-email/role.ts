import { readSmtpSettings } from '@roundsman/message-delivery';

import { type Role, StartRefused } from '../../platform/index.ts';
import { HandOverHealth } from '../notifications/index.ts';
import { openEmailProviders, outboundEmailTasks } from './outbound-email.ts';

export const outboundEmailRole: Role = {
  name: 'outbound-email',
  label: 'Outbound Email Service',
  async start({ config, database }) {
    const providers = openEmailProviders(settingsOf(config.smtpUrl));
    const fromAddress = config.emailFrom ?? `no-reply@${hostOf(config.publicUrl)}`;
    const health = new HandOverHealth();
    const options = { database, random: Math.random, onResult: health.note.bind(health) };
    return {
      tasks: outboundEmailTasks(options, { providers, fromAddress }),
      health: async () => health.read(),
      async stop() {
        await Promise.all([providers.live.close(), providers.sandbox.close()]);
      },
    };
  },
};

function settingsOf(smtpUrl: string | null) {
  if (smtpUrl === null) return null;
  const result = readSmtpSettings(smtpUrl);
  if (result.ok) return result.settings;
  throw new StartRefused(
    `SMTP_URL is not as it should be: ${result.faults.join('; ')}.`,
    'Correct it and start again.',
  );
}

/** An address has to stand there; one under a name that only this machine knows is refused by mailboxes elsewhere. */
function hostOf(publicUrl: string | null): string {
  const host = publicUrl === null ? '' : new URL(publicUrl).hostname;
  return /[a-z]/i.test(host) && !host.startsWith('[') ? host : 'roundsman.localhost';
}
