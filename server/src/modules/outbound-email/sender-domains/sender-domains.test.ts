import { randomBytes } from 'node:crypto';
import { type DnsLookup, type DomainStanding, readEmailProviders } from '@roundsman/message-delivery';
import { type SmtpPeer, startResendPeer, startSmtpPeer } from '@roundsman/message-delivery/testing';
import { eq } from 'drizzle-orm';
import { simpleParser } from 'mailparser';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import { openDiskFileStore } from '../../../platform/files/index.ts';
import { openSeal } from '../../../platform/seal/index.ts';
import type { TaskHandler } from '../../../platform/task-queue/index.ts';
import { openTestDatabase, type TestDatabase } from '../../../platform/testing/index.ts';
import { openLogos, setLogo, storeLogo } from '../../customers/index.ts';
import { merchants } from '../../customers/schema.ts';
import { type DeliveryDay, openDeliveryDay } from '../../notifications/testing/index.ts';
import { type EmailProviders, openEmailProviders, outboundEmailTasks } from '../outbound-email.ts';
import { senderDomains } from '../schema.ts';
import { type DomainNeeds, domainNeedsOf } from './ask-providers.ts';
import { checkNow, type DnsChecks } from './look-at-dns.ts';
import { DKIM_SEAL, makeDkimKey, present, removeSenderDomain, setSenderDomain } from './manage-sender-domains.ts';
import { openSenders } from './senders.ts';

const INSTALLATION = 'rhein.example';
const seal = openSeal(randomBytes(32), DKIM_SEAL);
const random = () => 0.5;
let smtp: SmtpPeer;
let database: TestDatabase;
let day: DeliveryDay;
let providers: EmailProviders;
let tasks: TaskHandler[];
let needs: DomainNeeds;
let zone: Record<string, string[]>;
let files: ReturnType<typeof openDiskFileStore>;
const dns: DnsLookup = { txt: async (name) => zone[name] ?? [] };

beforeAll(async () => {
  database = await openTestDatabase();
  files = openDiskFileStore(`/tmp/roundsman-logos-${randomBytes(6).toString('hex')}`);
});
afterAll(() => database.close());
beforeEach(async () => {
  zone = {};
  smtp = await startSmtpPeer();
  day = await openDeliveryDay(database, 'live');
  openProvider({ kind: 'smtp', url: `smtp://127.0.0.1:${smtp.port}`, spf: 'ip4:192.0.2.1' });
});
afterEach(async () => {
  await providers.close();
  await day.close();
  await smtp.stop();
});

function openProvider(entry: object) {
  const read = readEmailProviders(JSON.stringify([entry]));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const now = () => day.clock.now();
  providers = openEmailProviders(read.settings, { now, random, webhookUrl: () => null });
  const sending = {
    providers,
    fromAddress: `hallo@${INSTALLATION}`,
    logos: openLogos(database.database, files),
    senderOf: openSenders(database.database, seal, () => now().getTime()),
  };
  tasks = outboundEmailTasks({ database: database.database, random }, sending);
  needs = domainNeedsOf(read.settings, now);
}

const checks = (): DnsChecks => ({ database: database.database, dns, seal, needs });
const scope = () => ({ organisationId: day.organisationId, actor: { kind: 'system', id: 'test' } }) as const;
const check = async (id: string) => present(await checkNow(checks(), scope(), id));

async function set(from: string, merchantId: string | null = null) {
  const key = await makeDkimKey(seal);
  const { id } = await day.transact((work) => setSenderDomain(work, { merchantId, from }, key, INSTALLATION));
  return check(id);
}

/** Puts into the DNS what the platform says to put there. */
async function publish({ id, records }: Awaited<ReturnType<typeof set>>) {
  for (const { name, add } of records) if (add !== null) zone[name] = [add];
  return check(id);
}

async function nextEmail(received: readonly { readonly raw: Buffer }[] = smtp.received) {
  smtp.forget();
  await day.pass(60);
  const job = await day.addJob();
  await day.promise(job, '2026-11-25T13:00:00Z', '2026-11-25T15:00:00Z');
  await day.runTasks(tasks);
  const email = received.at(-1);
  const raw = email!.raw.toString('latin1');
  const mail = await simpleParser(email!.raw);
  return { from: mail.from?.value[0], signs: /\bd=([^;]+);/.exec(raw)?.[1] ?? null, mail };
}

test('nothing leaves from a domain before all its records are right; then e-mails do, signed with its own key', async () => {
  const waiting = await set('hallo@moebel.example');
  expect(waiting).toMatchObject({ inUse: false, from: 'hallo@moebel.example' });
  expect(waiting.records.map(({ kind, state }) => [kind, state])).toEqual([
    ['spf', 'missing'],
    ['dkim', 'missing'],
    ['dmarc', 'missing'],
  ]);
  expect(await nextEmail()).toMatchObject({
    from: { name: 'Rhein Möbel', address: 'hallo@rhein.example' },
    signs: null,
  });

  expect(await publish(waiting)).toMatchObject({ inUse: true });
  expect(await nextEmail()).toMatchObject({
    from: { name: 'Rhein Möbel', address: 'hallo@moebel.example' },
    signs: 'moebel.example',
  });
  expect(await day.eventTypes()).toContain('sender_domain.verified');
});

test('the key is sealed where it is kept', async () => {
  await set('hallo@moebel.example');
  const [row] = await day.transact(({ db }) => db.select().from(senderDomains));
  expect(JSON.stringify(row)).not.toContain('PRIVATE');
  expect(seal.open(row!.sealedKey)).toContain('PRIVATE KEY');
});

test('a merchant’s own domain goes before the organisation’s', async () => {
  await publish(await set('post@zustellung.example'));
  expect((await nextEmail()).from?.address).toBe('post@zustellung.example');
  await publish(await set('hallo@moebel.example', day.merchantId));
  expect((await nextEmail()).from?.address).toBe('hallo@moebel.example');
});

test('a domain whose records go wrong is left, and its administrators are told; a silent DNS changes nothing', async () => {
  const domain = await publish(await set('hallo@moebel.example'));
  const silent: DnsLookup = { txt: () => Promise.reject(new Error('nobody answers')) };
  expect(present(await checkNow({ ...checks(), dns: silent }, scope(), domain.id))).toMatchObject({ inUse: true });
  zone = {};
  expect(await check(domain.id)).toMatchObject({ inUse: false });
  expect((await nextEmail()).from?.address).toBe('hallo@rhein.example');
  expect(await day.eventTypes()).toContain('sender_domain.lapsed');
});

test('a server that will not have the domain gets the e-mail from ours', async () => {
  await publish(await set('hallo@moebel.example'));
  smtp.failNext('unknown_sender');
  expect(await nextEmail()).toMatchObject({ from: { name: 'Rhein Möbel', address: 'hallo@rhein.example' } });
});

test('a provider with keys of its own hears of a domain once it is shown to be theirs, and sends from it once it is ready', async () => {
  const api = await startResendPeer('re_key');
  await providers.close();
  openProvider({ kind: 'resend', apiKey: 're_key', endpoint: api.url });
  const record = {
    kind: 'dkim',
    type: 'TXT',
    name: 'r._domainkey.moebel.example',
    value: 'p=1',
    right: false,
    why: null,
  } as const;
  let standing: DomainStanding = { ready: false, records: [record], why: null };
  const told: string[] = [];
  const settle = async (domain: string) => {
    told.push(domain);
    return standing;
  };
  needs = { ...needs, providers: [{ name: 'resend', way: { settle } }] };
  const waiting = await set('hallo@moebel.example');
  expect(waiting.providers).toMatchObject([{ name: 'resend', ready: false, records: [] }]);
  expect(told).toEqual([]);

  const own = await publish(waiting);
  expect(own).toMatchObject({ inUse: true, providers: [{ ready: false, records: [record] }] });
  expect(told).toEqual(['moebel.example']);
  expect((await nextEmail(api.received)).from?.address).toBe('hallo@rhein.example');

  standing = { ready: true, records: [], why: null };
  await check(own.id);
  expect(await nextEmail(api.received)).toMatchObject({
    from: { name: 'Rhein Möbel', address: 'hallo@moebel.example' },
  });
  standing = { ready: null, records: [], why: 'Resend did not answer.' };
  expect(await check(own.id)).toMatchObject({ providers: [{ ready: true, why: 'Resend did not answer.' }] });
  standing = { ready: false, records: [record], why: null };
  await check(own.id);
  expect((await nextEmail(api.received)).from?.address).toBe('hallo@rhein.example');
  await api.stop();
});

test('another name at the same domain keeps the key, another domain gets another; the installation’s own is refused', async () => {
  const first = await publish(await set('hallo@moebel.example'));
  const renamed = await set('post@moebel.example');
  expect(renamed).toMatchObject({ id: first.id, inUse: true, from: 'post@moebel.example' });
  const other = await set('post@anders.example');
  expect(other).toMatchObject({ inUse: false });
  expect(other.id).not.toBe(first.id);
  await expect(set('chef@rhein.example')).rejects.toMatchObject({ code: 'sender_domain_taken' });
  await expect(set('chef@mail.rhein.example')).rejects.toMatchObject({ code: 'sender_domain_taken' });
  await day.transact((work) => removeSenderDomain(work, other.id));
  await expect(check(other.id)).rejects.toMatchObject({ status: 404 });
});

test('a logo travels inside the e-mail, drawn anew and small enough', async () => {
  const given = await sharp({ create: { width: 1_200, height: 300, channels: 4, background: '#a0302080' } })
    .withExif({ IFD0: { Artist: 'Secret' } })
    .png()
    .toBuffer();
  const picture = await storeLogo(files, day.organisationId, given);
  const logo = await day.transact((work) => setLogo(work, null, picture));
  expect(logo).toMatchObject({ widthPixels: 200, heightPixels: 50 });
  const { mail } = await nextEmail();
  const [inline] = mail.attachments.filter(({ contentType }) => contentType === 'image/png');
  expect(inline).toMatchObject({ contentDisposition: 'inline', cid: `logo-${logo.fileId}` });
  expect(await sharp(inline!.content).metadata()).toMatchObject({ format: 'png', width: 400, height: 100 });
  expect(inline!.content.includes('Secret')).toBe(false);

  const merchantsPicture = await storeLogo(
    files,
    day.organisationId,
    await sharp(given).resize(100, 100, { fit: 'fill' }).jpeg().toBuffer(),
  );
  const own = await day.transact((work) => setLogo(work, day.merchantId, merchantsPicture));
  const second = (await nextEmail()).mail.attachments.find(({ contentType }) => contentType === 'image/png');
  expect(second).toMatchObject({ cid: `logo-${own.fileId}` });
  // Without one it has the organisation's as long as it speaks in its name, and none once it has a name of its own.
  const logoOf = async (values: Partial<typeof merchants.$inferInsert>) => {
    await day.transact(({ db }) => db.update(merchants).set(values).where(eq(merchants.id, day.merchantId)));
    return (await nextEmail()).mail.attachments.find(({ contentType }) => contentType === 'image/png')?.cid ?? null;
  };
  expect(await logoOf({ logoFileId: null, senderName: null })).toBe(`logo-${logo.fileId}`);
  expect(await logoOf({ senderName: 'Möbel Amann' })).toBeNull();
  expect(await logoOf({ senderName: 'Möbel Amann', ownGoods: true })).toBe(`logo-${logo.fileId}`);
  await expect(
    storeLogo(files, day.organisationId, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
  ).rejects.toMatchObject({ status: 415 });
});
