import {
  type EmailProvider,
  failed,
  type HandOverResult,
  openPoster,
  type ProviderSurroundings,
  type SmsProvider,
} from '@roundsman/message-delivery';
import type { Platform, Role } from '../../platform/index.ts';
import { emailFromOf, emailSettingsOf, openEmailProviders } from '../outbound-email/index.ts';
import { openSmsProviders, smsFromOf, smsSettingsOf } from '../outbound-sms/index.ts';
import { openWebhookTools } from '../webhooks/index.ts';
import { openServiceCount } from './count-service.ts';
import { forgetOldMinutes, keepMinute } from './keep-minutes.ts';
import { objectivesOf } from './objectives.ts';
import { type TellingProviders, tellContact } from './tell.ts';
import { TELL_TASK, watchObjectives } from './watch-objectives.ts';

const COUNT_EVERY_MILLISECONDS = 15_000;

/** How receivers of alerts know that they come from here. */
export async function alertSecret({ secret }: Pick<Platform, 'secret'>): Promise<string> {
  return `whsec_${(await secret('alerts')).toString('base64')}`;
}

/** Counts what this process did, and sees to it that people hear when an objective is missed. */
export const serviceLevelsRole: Role = {
  name: 'service-levels',
  label: 'Service levels',
  async start(platform) {
    const { database, clock, metrics, http, log, config } = platform;
    const objectives = objectivesOf(config);
    const count = openServiceCount(metrics, http);
    // Where it began: what was answered before is nobody's minute.
    await count();
    let counting: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      counting = count()
        .then((counted) => keepMinute(database, clock.now(), counted))
        .catch((error: unknown) => log.warn({ err: error }, 'a minute of service levels is lost'));
    }, COUNT_EVERY_MILLISECONDS);
    timer.unref();
    const poster = openPoster({ allowPrivate: (await openWebhookTools(platform)).allowPrivate });
    const webhookSecret = await alertSecret(platform);
    const teller = {
      database,
      objectives,
      providers: providersOf(platform),
      poster,
      webhookSecret,
      now: () => clock.now(),
    };
    return {
      tasks: [
        {
          name: 'service-levels.watch',
          schedule: '* * * * *',
          run: () => watchObjectives(database, clock.now(), objectives),
        },
        { name: 'service-levels.forget', schedule: '41 3 * * *', run: () => forgetOldMinutes(database, clock.now()) },
        {
          name: TELL_TASK,
          run: (payload) => tellContact(teller, payload),
        },
      ],
      async stop() {
        clearInterval(timer);
        await counting;
        poster.close();
      },
    };
  },
};

/** Opened for each alert: a line to a network that is used once a month need not stand all the time. */
function providersOf({ config, clock }: Platform): TellingProviders {
  const surroundings: ProviderSurroundings = { now: () => clock.now(), random: Math.random, webhookUrl: () => null };
  return {
    async email(to, subject, text, options) {
      const providers = openEmailProviders(emailSettingsOf(config), surroundings);
      const message = {
        from: { name: 'Roundsman', address: emailFromOf(config) },
        to: { address: to },
        subject,
        text,
        html: `<pre style="font: inherit; white-space: pre-wrap">${text}</pre>`,
        language: 'en',
        writtenAt: clock.now(),
      };
      return inTurn(providers, (provider: EmailProvider) => provider.send(message, options));
    },
    async sms(to, text, options) {
      const providers = openSmsProviders(smsSettingsOf(config), surroundings);
      return inTurn(providers, (provider: SmsProvider) =>
        provider.send({ from: smsFromOf(config), to, text }, options),
      );
    },
  };
}

async function inTurn<P>(
  providers: { readonly live: { readonly routes: readonly { readonly provider: P }[] }; close(): Promise<void> },
  send: (provider: P) => Promise<HandOverResult>,
): Promise<HandOverResult> {
  try {
    let last: HandOverResult | null = null;
    for (const { provider } of providers.live.routes) {
      last = await send(provider);
      if (last.outcome === 'accepted') return last;
    }
    return last ?? failed('unreachable', 'There is no provider', false);
  } finally {
    await providers.close();
  }
}
