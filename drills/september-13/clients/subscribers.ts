import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSmscPeer } from '@roundsman/message-delivery/testing';
import { SMTPServer } from 'smtp-server';

const PATIENCE_MS = 20_000;
const PHONE = '+423 791 00 13';

/** People who asked to be told: one by e-mail, one by SMS, one by webhook, confirmed as people confirm. */
export interface Subscribers {
  /** Epoch milliseconds at which each was first told of trouble; null who was not told. */
  toldAt(): ToldAt;
}

/** Epoch milliseconds. */
export interface ToldAt {
  readonly email: number | null;
  readonly sms: number | null;
  readonly webhook: number | null;
}

/** Where mail, SMS and webhooks of the edge program arrive, before it is started. */
export async function openSinks(host: string): Promise<{
  /** For the edge program's environment. */
  readonly settings: Readonly<Record<string, string>>;
  subscribe(edgeProgramUrl: string): Promise<Subscribers>;
  close(): Promise<void>;
}> {
  const mails: { readonly at: number; readonly text: string }[] = [];
  const hooks: { readonly at: number; readonly body: { type: string; confirmUrl?: string } }[] = [];
  const network = { systemId: 'drill', password: 'drill' };
  const smsc = await startSmscPeer(network, host);
  const segments: number[] = [];
  smsc.onSegment(() => segments.push(Date.now()));
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _, done) {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      stream.on('end', () => {
        mails.push({ at: Date.now(), text });
        done();
      });
    },
  });
  const receiver = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      hooks.push({ at: Date.now(), body: JSON.parse(text) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => smtp.listen(0, host, resolve));
  await new Promise<void>((resolve) => receiver.listen(0, host, resolve));
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  const hookPort = (receiver.address() as AddressInfo).port;
  const close = async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    await smsc.stop();
    receiver.closeAllConnections();
    await new Promise((resolve) => receiver.close(resolve));
  };

  return {
    settings: {
      SMTP_URL: `smtp://${host}:${smtpPort}`,
      EMAIL_FROM: 'status@example.org',
      SMPP_URL: `smpp://${network.systemId}:${network.password}@${host}:${smsc.port}`,
      WEBHOOK_ALLOW_PRIVATE: '1',
    },
    close,
    async subscribe(edgeProgramUrl) {
      const ask = async (body: object) => {
        const answer = await fetch(`${edgeProgramUrl}/edge-api/subscribers`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(`A subscription was refused: ${answer.status} ${await answer.text()}`);
      };
      const confirm = async (link: string) => {
        const { pathname, search } = new URL(link);
        const answer = await fetch(`${edgeProgramUrl}${pathname}${search}`, { method: 'POST' });
        if (!answer.ok) throw new Error(`A subscription was not confirmed: ${answer.status}`);
      };
      await ask({ channel: 'email', address: 'subscriber@example.org' });
      await ask({ channel: 'sms', address: PHONE });
      await ask({ channel: 'webhook', address: `http://${host}:${hookPort}/status` });
      await confirm(await soon('the question by e-mail', () => linkIn(mails[0]?.text)));
      await confirm(await soon('the question by SMS', () => linkIn(smsc.received()[0]?.text)));
      await confirm(await soon('the question by webhook', () => hooks[0]?.body.confirmUrl));
      const asked = { mails: mails.length, segments: segments.length, hooks: hooks.length };
      return {
        toldAt: () => ({
          email: mails[asked.mails]?.at ?? null,
          sms: segments[asked.segments] ?? null,
          webhook: hooks[asked.hooks]?.at ?? null,
        }),
      };
    },
  };
}

/** The link that says yes (not the one that ends it) in a mail as it travels: quoted-printable breaks lines and writes `=` as `=3D`. */
function linkIn(mail: string | undefined): string | undefined {
  const text = mail?.replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  return /https?:\/\/\S+\/subscription\?t=c[\w.~-]+/.exec(text ?? '')?.[0];
}

async function soon(what: string, look: () => string | undefined): Promise<string> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`${what} did not come within 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
