import { expect, test } from 'vitest';

import {
  startPostmarkDomainsPeer,
  startResendDomainsPeer,
  startSendgridDomainsPeer,
  startSesDomainsPeer,
} from './domain-api-stand-ins.ts';
import { createPostmarkDomains } from './postmark-domains.ts';
import { describeProviderDomains, keyOf } from './provider-domains-conformance.ts';
import { createResendDomains } from './resend-domains.ts';
import { createSendgridDomains } from './sendgrid-domains.ts';
import { createSesDomains } from './ses-domains.ts';

const credentials = { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };

async function startSes() {
  const peer = await startSesDomainsPeer(credentials);
  const now = () => new Date('2026-03-02T09:30:00Z');
  return { peer, domains: createSesDomains({ credentials, endpoint: peer.url }, now) };
}

// The key is ours, so its record is one of those that we ask for ourselves.
describeProviderDomains('ses', { wants: [] }, startSes);

describeProviderDomains(
  'sendgrid',
  {
    wants: [
      'CNAME em1.mail.rhein.example',
      'CNAME s1._domainkey.mail.rhein.example',
      'CNAME s2._domainkey.mail.rhein.example',
    ],
  },
  async () => {
    const peer = await startSendgridDomainsPeer('SG.key');
    return { peer, domains: createSendgridDomains({ apiKey: 'SG.key', endpoint: peer.url }) };
  },
);

describeProviderDomains('postmark', { wants: ['TXT 20261129._domainkey.mail.rhein.example'] }, async () => {
  const peer = await startPostmarkDomainsPeer('account-token');
  return { peer, domains: createPostmarkDomains({ accountToken: 'account-token', endpoint: peer.url }) };
});

describeProviderDomains(
  'resend',
  {
    wants: ['MX send.mail.rhein.example', 'TXT send.mail.rhein.example', 'TXT resend._domainkey.mail.rhein.example'],
  },
  async () => {
    const peer = await startResendDomainsPeer('re_key');
    return { peer, domains: createResendDomains({ apiKey: 're_key', endpoint: peer.url }) };
  },
);

test('SES: a key that never came into force gives way to ours, one that signs already stays', async () => {
  const { peer, domains } = await startSes();
  const domain = 'rhein.example';
  await domains.settle(domain, keyOf(domain, 'old'), 5);
  expect(await domains.settle(domain, keyOf(domain, 'new'), 5)).toMatchObject({ ready: false });
  expect(peer.selectors.get(domain)).toBe('new');
  peer.published.add(`new._domainkey.${domain}`);
  expect(await domains.settle(domain, keyOf(domain, 'other'), 5)).toMatchObject({ ready: true });
  expect(peer.selectors.get(domain)).toBe('new');
  await peer.stop();
});
