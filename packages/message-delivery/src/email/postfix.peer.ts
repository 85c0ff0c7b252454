// A real Postfix that takes our e-mails and relays them to a sink. Run by `npm test -- "real peers"`, which finds it.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { EmailMessage } from './email-message.ts';
import { readDeliveryReport } from './reports/read-delivery-report.ts';
import { type SmtpPeer, startSmtpPeer } from './smtp-peer.ts';
import { createSmtpProvider } from './smtp-provider.ts';

const postfix = process.env.POSTFIX;
const ID = '019a9c3e-1111-7222-8333-444455556666';
const message: EmailMessage = {
  from: { name: 'Rhein Möbel', address: 'hallo@rhein.example' },
  to: { name: 'Zoë Büchel', address: 'zoe@kundin.example' },
  subject: 'Ihre Lieferung kommt – morgen',
  text: 'Grüezi Zoë\n.\nBis morgen',
  html: '<p>Grüezi Zoë</p>',
  language: 'de',
  writtenAt: new Date('2026-03-02T09:30:00Z'),
};

describe.skipIf(postfix === undefined)('a real Postfix', () => {
  let sink: SmtpPeer;
  let folder: string;
  let running: ChildProcess;
  let port: number;

  beforeAll(async () => {
    sink = await startSmtpPeer();
    port = await freePort();
    folder = mkdtempSync(join(tmpdir(), 'roundsman-postfix-'));
    chmodSync(folder, 0o755);
    for (const each of ['etc', 'queue', 'data']) mkdirSync(join(folder, each));
    execFileSync('chown', ['postfix', join(folder, 'data')]);
    writeFileSync(join(folder, 'etc', 'main.cf'), settings({ folder, sink: sink.port }));
    writeFileSync(join(folder, 'etc', 'master.cf'), services(port));
    running = spawn(postfix!, ['-c', join(folder, 'etc'), 'start-fg'], { stdio: 'ignore' });
    await vi.waitFor(() => canConnect(port), { timeout: 30_000, interval: 200 });
  });
  afterAll(async () => {
    execFileSync(postfix!, ['-c', join(folder, 'etc'), 'stop'], { stdio: 'ignore' });
    await new Promise((resolve) => (running.exitCode === null ? running.once('exit', resolve) : resolve(null)));
    await sink.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('takes an e-mail and brings it to the mailbox as it was written', async () => {
    const provider = createSmtpProvider(settingsOf(port));
    expect(await provider.send(message, { idempotencyKey: ID, budgetSeconds: 20 })).toMatchObject({
      outcome: 'accepted',
    });
    await vi.waitFor(() => expect(sink.received).toHaveLength(1), { timeout: 30_000, interval: 100 });
    const mail = await simpleParser(sink.received[0]!.raw);
    expect(mail.subject).toBe(message.subject);
    expect(mail.text?.trimEnd()).toBe(message.text);
    expect(mail.messageId).toBe(`<${ID}@rhein.example>`);
    await provider.close();
  });

  test('reports a mailbox that is not there, and its report is understood', async () => {
    sink.forget();
    const provider = createSmtpProvider({ ...settingsOf(port), returnPath: 'bounces@rhein.example' });
    sink.failNext('unknown_recipient');
    expect(await provider.send(message, { idempotencyKey: ID, budgetSeconds: 20 })).toMatchObject({
      outcome: 'accepted',
    });
    await vi.waitFor(() => expect(sink.received).toHaveLength(1), { timeout: 30_000, interval: 100 });
    const [report] = sink.received;
    expect(report!.recipients).toEqual([`bounces+${ID}@rhein.example`]);
    expect(readDeliveryReport(report!.raw)).toMatchObject([
      {
        providerMessageId: `<${ID}@rhein.example>`,
        recipient: 'zoe@kundin.example',
        state: 'bounced',
        detail: expect.stringContaining('550'),
      },
    ]);
    await provider.close();
  });

  test('refuses a recipient that it may not relay to, for good', async () => {
    const provider = createSmtpProvider(settingsOf(port));
    const foreign = { ...message, to: { address: 'zoe@refused.example' } };
    const result = await provider.send(foreign, { idempotencyKey: 'two', budgetSeconds: 20 });
    expect(result).toMatchObject({ outcome: 'refused', reason: 'invalid_recipient' });
    await provider.close();
  });
});

const settingsOf = (at: number) => ({
  host: '127.0.0.1',
  port: at,
  tlsFromStart: false,
  requireTls: false,
  verifyCertificate: true,
  connections: 2,
  messagesPerSecond: 0,
});

const settings = ({ folder, sink }: { folder: string; sink: number }) => `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.test.example
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:${sink}
disable_dns_lookups = yes
smtp_host_lookup = native
smtpd_recipient_restrictions = check_recipient_access inline:{refused.example=REJECT}, permit_mynetworks, reject
maillog_file = ${folder}/data/log
maillog_file_prefixes = ${folder}
smtputf8_enable = no
`;

const services = (port: number) => `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function canConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
