import { expect, test } from 'vitest';

import { readEmailProviders, readSmsProviders, smppAlone, smtpAlone } from './read-providers.ts';

const surroundings = { now: () => new Date(0), random: () => 0.5, webhookUrl: () => null };

test('every kind of provider opens under its own name', async () => {
  const email = readEmailProviders(
    JSON.stringify([
      { kind: 'smtp', name: 'own', url: 'smtp://127.0.0.1:1', weight: 3 },
      { kind: 'ses', region: 'eu-central-1', accessKeyId: 'a', secretAccessKey: 'b', price: '0.0001', currency: 'CHF' },
      { kind: 'sendgrid', apiKey: 'a' },
      { kind: 'postmark', serverToken: 'a' },
      { kind: 'resend', apiKey: 'a' },
    ]),
  );
  const sms = readSmsProviders(
    JSON.stringify([
      {
        kind: 'smpp',
        url: 'smpp://a:b@127.0.0.1:1',
        countries: ['LI', 'CH'],
        prices: { '*': '0.06' },
        currency: 'CHF',
      },
      { kind: 'twilio', accountSid: 'AC1', authToken: 'a', senders: { US: '+15005550006', '*': 'Rhein' } },
      { kind: 'vonage', apiKey: 'a', apiSecret: 'b' },
      { kind: 'messagebird', accessKey: 'a' },
      { kind: 'sns', region: 'eu-central-1', accessKeyId: 'a', secretAccessKey: 'b' },
    ]),
  );
  if (!email.ok || !sms.ok) throw new Error('not read');
  const opened = [...email.settings, ...sms.settings].map((each) => each.open(surroundings));
  expect(opened.map(({ name }) => name)).toEqual([
    'own',
    'ses',
    'sendgrid',
    'postmark',
    'resend',
    'smpp',
    'twilio',
    'vonage',
    'messagebird',
    'sns',
  ]);
  expect(email.settings[1]).toMatchObject({ priceMicros: 100, spf: 'include:amazonses.com', currency: 'CHF' });
  for (const provider of opened) await provider.close();
});

test('every fault is named with its place, and no secret with it', () => {
  const wrong = readSmsProviders(
    JSON.stringify([
      { kind: 'twilio', accountSid: 'AC1', authToken: 'geheim', prices: { CH: 'viel' }, colour: 'red' },
      { kind: 'vonage', apiKey: 'geheim', apiSecret: 'geheim', senders: { '*': 'a sender that is too long' } },
    ]),
  );
  expect(wrong.ok).toBe(false);
  const words = wrong.ok ? '' : wrong.faults.join('\n');
  expect(words).toMatch(/SMS_PROVIDERS\[0\.prices\.CH\]/);
  expect(words).toMatch(/colour/);
  expect(words).toMatch(/SMS_PROVIDERS\[1\.senders\.\*\]/);
  expect(words).not.toContain('geheim');
  expect(readEmailProviders('nonsense')).toMatchObject({ ok: false, faults: ['EMAIL_PROVIDERS is not JSON'] });
  const twice = readEmailProviders(
    JSON.stringify([
      { kind: 'resend', apiKey: 'a' },
      { kind: 'resend', apiKey: 'b' },
    ]),
  );
  expect(twice).toMatchObject({ ok: false, faults: [expect.stringContaining('more than one provider named resend')] });
});

test('SMTP_URL and SMPP_URL alone are lists of one', () => {
  expect(smtpAlone('smtp://h')).toMatchObject({ ok: true, settings: [{ name: 'smtp', weight: 1 }] });
  expect(smppAlone('smpp://a:b@h')).toMatchObject({ ok: true, settings: [{ name: 'smpp' }] });
  expect(smtpAlone('smtp://h?rate=-1')).toMatchObject({
    ok: false,
    faults: [expect.stringMatching(/^SMTP_URL: rate=-1/)],
  });
});
