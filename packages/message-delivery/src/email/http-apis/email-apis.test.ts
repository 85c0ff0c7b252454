import type { EmailProvider } from '../email-provider.ts';
import { describeEmailProvider, type EmailPeer } from '../email-provider-conformance.ts';
import {
  type EmailApiPeer,
  startPostmarkPeer,
  startResendPeer,
  startSendgridPeer,
  startSesPeer,
} from './email-api-stand-ins.ts';
import { createPostmarkProvider } from './postmark-provider.ts';
import { createResendProvider } from './resend-provider.ts';
import { createSendgridProvider } from './sendgrid-provider.ts';
import { createSesProvider } from './ses-provider.ts';

const asPeer = (standIn: EmailApiPeer, provider: EmailProvider): EmailPeer => ({
  provider,
  received: () => standIn.received,
  forget: () => void standIn.received.splice(0),
  fail: standIn.failNext,
  async stop() {
    await provider.close();
    await standIn.stop();
  },
});

const wholeMessage = { farSide: true, composes: true, seesProgress: false };
const inParts = { farSide: true, composes: false, seesProgress: false };

describeEmailProvider('ses', wholeMessage, async () => {
  const credentials = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
  const standIn = await startSesPeer(credentials);
  const settings = { name: 'ses', credentials, endpoint: standIn.url };
  return asPeer(standIn, createSesProvider(settings, { now: () => new Date('2026-03-02T09:30:00Z') }));
});

describeEmailProvider('sendgrid', inParts, async () => {
  const standIn = await startSendgridPeer('SG.key');
  return asPeer(standIn, createSendgridProvider({ name: 'sendgrid', apiKey: 'SG.key', endpoint: standIn.url }));
});

describeEmailProvider('postmark', inParts, async () => {
  const standIn = await startPostmarkPeer('server-token');
  const settings = { name: 'postmark', serverToken: 'server-token', endpoint: standIn.url };
  return asPeer(standIn, createPostmarkProvider(settings));
});

describeEmailProvider('resend', inParts, async () => {
  const standIn = await startResendPeer('re_key');
  return asPeer(standIn, createResendProvider({ name: 'resend', apiKey: 're_key', endpoint: standIn.url }));
});
