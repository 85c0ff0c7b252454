import { generateKeyPairSync } from 'node:crypto';

import { expect, test } from 'vitest';

import { dkimRecord } from '../dkim.ts';
import { checkSenderDomain, type DnsLookup } from './check-sender-domain.ts';
import { spfOfRelay } from './spf-of-relay.ts';

const privateKey = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const dkim = dkimRecord({ domain: 'rhein.example', selector: 'r1', privateKey });
const expectation = { domain: 'rhein.example', spfTerms: ['include:amazonses.com'], unnamedSenders: [], dkim: [dkim] };
const dmarc = 'v=DMARC1; p=quarantine';
const right = {
  'rhein.example': ['v=spf1 include:amazonses.com -all', 'google-site-verification=x'],
  [dkim.name]: [dkim.text],
  '_dmarc.rhein.example': [dmarc],
};
const zone = (records: Record<string, string[]>): DnsLookup => ({ txt: async (name) => records[name] ?? [] });
const check = async (records: Record<string, string[]>) => checkSenderDomain(zone(records), expectation);

test('a domain that says what it should is right in all three', async () => {
  expect((await check(right)).map(({ kind, state, add }) => [kind, state, add])).toEqual([
    ['spf', 'right', null],
    ['dkim', 'right', null],
    ['dmarc', 'right', null],
  ]);
});

test('an empty domain is shown each record to add', async () => {
  expect(await check({})).toMatchObject([
    { state: 'missing', name: 'rhein.example', add: 'v=spf1 include:amazonses.com ~all' },
    { state: 'missing', name: 'r1._domainkey.rhein.example', add: dkim.text },
    { state: 'missing', name: '_dmarc.rhein.example', add: expect.stringContaining('p=none') },
  ]);
});

test.each([
  [['v=spf1 ip4:192.0.2.1 mx -all'], 'v=spf1 ip4:192.0.2.1 mx include:amazonses.com -all', /does not allow include/],
  [['v=spf1 include:amazonses.com ~all', 'v=spf1 mx -all'], 'v=spf1 include:amazonses.com mx -all', /one SPF record/],
  [['v=spf1 include:amazonses.com +all'], 'v=spf1 include:amazonses.com ~all', /everybody/],
  [['v=spf1 include:amazonses.com all'], 'v=spf1 include:amazonses.com ~all', /everybody/],
])('%j is wrong, and what is added keeps what stood there', async (spf, add, why) => {
  const [record] = await check({ ...right, 'rhein.example': spf });
  expect(record).toMatchObject({ state: 'wrong', add, why: expect.stringMatching(why) });
});

test('where nobody said from which servers a provider sends, no record is made up, and one that stands is taken', async () => {
  const unknown = { ...expectation, spfTerms: [], unnamedSenders: ['smtp'] };
  const [missing] = await checkSenderDomain(zone({}), unknown);
  expect(missing).toMatchObject({
    state: 'missing',
    add: null,
    why: expect.stringMatching(/smtp .* its setting "spf"/),
  });
  const [stands] = await checkSenderDomain(zone({ 'rhein.example': ['v=spf1 mx -all'] }), unknown);
  expect(stands).toMatchObject({ state: 'right', add: null, why: expect.stringMatching(/cannot be told/) });
});

test('where no provider asks for one, no record that allows nobody is advised', async () => {
  const [spf] = await checkSenderDomain(zone({}), { ...expectation, spfTerms: [] });
  expect(spf).toMatchObject({ state: 'missing', add: null, why: expect.stringMatching(/No provider that is set up/) });
});

test.each([
  ['smtp.office365.com', 'include:spf.protection.outlook.com'],
  ['email-smtp.eu-central-1.amazonaws.com', 'include:amazonses.com'],
  ['SMTP.SendGrid.net', 'include:sendgrid.net'],
  ['mail.rhein.example', null],
  ['smtp.gmail.com.evil.example', null],
])('the relay %s sends under %s', (host, term) => expect(spfOfRelay(host)).toBe(term));

test('look-ups are counted through includes, also in a circle', async () => {
  const many = `v=spf1 include:amazonses.com ${Array.from({ length: 6 }, (_, i) => `a:h${i}.example`).join(' ')} include:deep.example -all`;
  const records = { ...right, 'rhein.example': [many], 'deep.example': ['v=spf1 mx a ptr -all'] };
  expect((await check(records))[0]).toMatchObject({ state: 'wrong', why: expect.stringContaining('11 look-ups') });
  const circle = { ...right, 'amazonses.com': ['v=spf1 include:rhein.example -all'] };
  expect((await check(circle))[0]?.state).toMatch(/right|wrong/);
});

test('another key, a withdrawn one and a policy of nothing are wrong', async () => {
  const wrong = await check({
    ...right,
    [dkim.name]: ['v=DKIM1; k=ed25519; p=AAAA'],
    '_dmarc.rhein.example': ['v=DMARC1; rua=mailto:a@b.example'],
  });
  expect(wrong.map(({ state }) => state)).toEqual(['right', 'wrong', 'wrong']);
  const [, withdrawn] = await check({ ...right, [dkim.name]: ['v=DKIM1; p='] });
  expect(withdrawn).toMatchObject({ state: 'wrong', why: 'The key was withdrawn.' });
});

test('a DNS that does not answer is no verdict', async () => {
  const dead: DnsLookup = { txt: () => Promise.reject(new Error('timeout')) };
  expect((await checkSenderDomain(dead, expectation)).map(({ state }) => state)).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ]);
});
