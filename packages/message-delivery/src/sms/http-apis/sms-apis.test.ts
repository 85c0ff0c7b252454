import type { SmsProvider } from '../sms-provider.ts';
import { describeSmsProvider, type SmsPeer } from '../sms-provider-conformance.ts';
import { createMessagebirdProvider } from './messagebird-provider.ts';
import {
  type SmsApiPeer,
  startMessagebirdPeer,
  startSnsPeer,
  startTwilioPeer,
  startVonagePeer,
} from './sms-api-stand-ins.ts';
import { createSnsProvider } from './sns-provider.ts';
import { createTwilioProvider } from './twilio-provider.ts';
import { createVonageProvider } from './vonage-provider.ts';

const asPeer = (standIn: SmsApiPeer, provider: SmsProvider): SmsPeer => ({
  provider,
  received: () => standIn.received,
  forget: () => void standIn.received.splice(0),
  failNext: standIn.failNext,
  async stop() {
    await provider.close();
    await standIn.stop();
  },
});

describeSmsProvider('twilio', true, async () => {
  const standIn = await startTwilioPeer('AC1', 'token');
  const settings = { name: 'twilio', accountSid: 'AC1', authToken: 'token', endpoint: standIn.url };
  return asPeer(standIn, createTwilioProvider(settings));
});

describeSmsProvider('vonage', true, async () => {
  const standIn = await startVonagePeer('key', 'secret');
  const settings = { name: 'vonage', apiKey: 'key', apiSecret: 'secret', endpoint: standIn.url };
  return asPeer(standIn, createVonageProvider(settings));
});

describeSmsProvider('messagebird', true, async () => {
  const standIn = await startMessagebirdPeer('live_key');
  return asPeer(
    standIn,
    createMessagebirdProvider({ name: 'messagebird', accessKey: 'live_key', endpoint: standIn.url }),
  );
});

describeSmsProvider('sns', true, async () => {
  const credentials = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
  const standIn = await startSnsPeer(credentials);
  const settings = { name: 'sns', credentials, endpoint: standIn.url };
  return asPeer(
    standIn,
    createSnsProvider(settings, () => new Date('2026-03-02T09:30:00Z')),
  );
});
