import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

import type { EmailPeerFault } from './email-provider-conformance.ts';

export interface ReceivedEmail {
  readonly recipients: readonly string[];
  readonly raw: Buffer;
  readonly user: string | undefined;
  readonly secure: boolean;
}

export interface SmtpPeer {
  readonly port: number;
  readonly received: ReceivedEmail[];
  forget(): void;
  failNext(fault: EmailPeerFault): void;
  /** Told of each e-mail as it is taken. */
  onEmail(hear: (email: ReceivedEmail) => void): void;
  stop(): Promise<void>;
}

/** A real SMTP server for tests, which keeps what it is given and misbehaves once when asked to. */
export async function startSmtpPeer(account?: { user: string; password: string }): Promise<SmtpPeer> {
  const received: ReceivedEmail[] = [];
  let next: EmailPeerFault | undefined;
  let hearEmail: (email: ReceivedEmail) => void = () => undefined;
  const once = (...faults: EmailPeerFault[]) => {
    if (next === undefined || !faults.includes(next)) return undefined;
    const fault = next;
    next = undefined;
    return fault;
  };
  const reply = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });

  const server = new SMTPServer({
    authOptional: account === undefined,
    disabledCommands: account === undefined ? ['AUTH', 'STARTTLS'] : [],
    logger: false,
    closeTimeout: 200,
    onAuth(auth, _session, callback) {
      const known = auth.username === account?.user && auth.password === account?.password;
      callback(known ? null : reply(535, 'Who are you?'), known ? { user: auth.username } : undefined);
    },
    onMailFrom(_address, _session, callback) {
      callback(once('unknown_sender') ? reply(550, 'Sender unknown') : null);
    },
    onRcptTo(_address, session, callback) {
      if (once('hang_up')) return hangUp(session.remotePort);
      callback(once('unknown_recipient') ? reply(550, 'No such person') : once('defer') ? reply(451, 'Not now') : null);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = once('spam', 'swallow', 'silent');
        if (fault === 'silent') return;
        if (fault === 'swallow') return hangUp(session.remotePort);
        if (fault === 'spam') return callback(reply(554, 'We do not want this'));
        const email = {
          recipients: session.envelope.rcptTo.map((to) => to.address),
          raw: Buffer.concat(chunks),
          user: typeof session.user === 'string' ? session.user : undefined,
          secure: session.secure,
        };
        received.push(email);
        callback(null);
        hearEmail(email);
      });
    },
  });
  server.on('error', () => undefined);
  const sockets = new Map<number | undefined, { destroy(): unknown }>();
  server.server.on('connection', (socket) => sockets.set(socket.remotePort, socket));
  const hangUp = (remotePort: number) => void sockets.get(remotePort)?.destroy();

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    forget: () => received.splice(0),
    failNext(fault) {
      next = fault;
    },
    onEmail(hear) {
      hearEmail = hear;
    },
    async stop() {
      for (const socket of sockets.values()) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
}
