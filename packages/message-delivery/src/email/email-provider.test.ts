import { afterAll, expect, test } from 'vitest';

import { composeEmail } from './compose-email.ts';
import type { EmailMessage } from './email-message.ts';
import { describeEmailProvider } from './email-provider-conformance.ts';
import { createOutboxEmailProvider } from './outbox-email-provider.ts';
import { startSmtpPeer } from './smtp-peer.ts';
import { createSmtpProvider } from './smtp-provider.ts';
import { readSmtpSettings } from './smtp-settings.ts';

function settingsOf(url: string) {
  const result = readSmtpSettings(url);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.settings;
}

describeEmailProvider('smtp', { farSide: true, composes: true, seesProgress: true }, async () => {
  const server = await startSmtpPeer();
  const provider = createSmtpProvider(settingsOf(`smtp://127.0.0.1:${server.port}?connections=3`));
  return {
    provider,
    received: () => server.received,
    forget: server.forget,
    fail: server.failNext,
    async stop() {
      await provider.close();
      await server.stop();
    },
  };
});

describeEmailProvider('outbox', { farSide: false, composes: true, seesProgress: true }, async () => {
  let forgotten = 0;
  const keyed: { recipients: string[]; raw: Buffer }[] = [];
  const provider = createOutboxEmailProvider();
  return {
    provider: {
      ...provider,
      async send(message: EmailMessage, options) {
        const before = provider.kept.list().length;
        const result = await provider.send(message, options);
        if (provider.kept.list().length > before) {
          const { content } = await composeEmail(message, options.idempotencyKey);
          keyed.push({ recipients: [message.to.address], raw: content });
        }
        return result;
      },
    },
    received: () => keyed.slice(forgotten),
    forget() {
      forgotten = keyed.length;
    },
    stop: () => provider.close(),
  };
});

const secured = await startSmtpPeer({ user: 'rhein', password: 'gehe1m:@/' });
afterAll(() => secured.stop());

const email: EmailMessage = {
  from: { address: 'hallo@rhein.example' },
  to: { address: 'zoe@kundin.example' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  language: 'en',
  writtenAt: new Date('2026-03-02T09:30:00Z'),
};

test('signs in over STARTTLS with the password of the URL', async () => {
  const url = `smtp://rhein:${encodeURIComponent('gehe1m:@/')}@127.0.0.1:${secured.port}?verify_certificate=false`;
  const provider = createSmtpProvider(settingsOf(url));
  expect(await provider.send(email, { idempotencyKey: 'one', budgetSeconds: 10 })).toMatchObject({
    outcome: 'accepted',
  });
  expect(secured.received.at(-1)).toMatchObject({ user: 'rhein', secure: true });
  await provider.close();
});

test('a wrong password is a fault of the provider, not of the message', async () => {
  const url = `smtp://rhein:wrong@127.0.0.1:${secured.port}?verify_certificate=false`;
  const provider = createSmtpProvider(settingsOf(url));
  const result = await provider.send(email, { idempotencyKey: 'two', budgetSeconds: 10 });
  expect(result).toMatchObject({ outcome: 'failed', reason: 'not_authorised', mayHaveBeenSent: false });
  await provider.close();
});

test('a certificate nobody vouches for is not spoken to unless the URL allows it', async () => {
  const provider = createSmtpProvider(settingsOf(`smtp://rhein:x@127.0.0.1:${secured.port}`));
  const result = await provider.send(email, { idempotencyKey: 'three', budgetSeconds: 10 });
  expect(result).toMatchObject({ outcome: 'failed', mayHaveBeenSent: false });
  await provider.close();
});

test('a server that is not there is unreachable, and nothing can have been sent', async () => {
  const provider = createSmtpProvider(settingsOf('smtp://127.0.0.1:1'));
  const result = await provider.send(email, { idempotencyKey: 'four', budgetSeconds: 10 });
  expect(result).toMatchObject({ outcome: 'failed', reason: 'unreachable', mayHaveBeenSent: false });
  await provider.close();
});

test('every fault of an SMTP_URL is named', () => {
  const result = readSmtpSettings('smtp://:%zz@host?rate=-1&poool=true&require_tls=maybe');
  expect(result.ok).toBe(false);
  expect(result.ok ? [] : result.faults).toEqual([
    expect.stringContaining('password'),
    expect.stringContaining('require_tls=maybe'),
    expect.stringContaining('rate=-1'),
    expect.stringContaining('poool'),
  ]);
  expect(readSmtpSettings('mail.example')).toMatchObject({ ok: false });
  expect(readSmtpSettings('http://mail.example')).toMatchObject({ ok: false });
});

test('with a password in the URL TLS is required unless somebody says otherwise', () => {
  expect(settingsOf('smtp://a:b@h')).toMatchObject({ port: 587, requireTls: true, tlsFromStart: false });
  expect(settingsOf('smtps://a:b@h')).toMatchObject({ port: 465, tlsFromStart: true });
  expect(settingsOf('smtp://a:b@h:25?require_tls=false')).toMatchObject({ port: 25, requireTls: false });
});
