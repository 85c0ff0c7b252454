import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { createTransport } from 'nodemailer';

import type { HandOverOptions, HandOverResult } from '../hand-over.ts';
import { failed, refused } from '../hand-over.ts';
import { composeEmail } from './compose-email.ts';
import type { EmailMessage } from './email-message.ts';
import { refuseMalformedEmail, withPlainDomain } from './email-message.ts';
import type { EmailProvider } from './email-provider.ts';
import type { SmtpSettings } from './smtp-settings.ts';

const CONNECT_MILLISECONDS = 10_000;
const SILENCE_MILLISECONDS = 60_000;
const CLOSE_MILLISECONDS = 5_000;

/** SMTP (RFC 5321) over a pool of connections that stay open between messages; STARTTLS, AUTH and SMTPUTF8 as the server offers them. */
export function createSmtpProvider(settings: SmtpSettings, name = 'smtp'): EmailProvider {
  // Urgent messages have a connection of their own, so that they never stand behind a burst.
  const ordinary = openTransport(settings, Math.max(1, settings.connections - 1));
  const urgent = openTransport(settings, 1);
  const underWay = new Set<Promise<HandOverResult>>();
  let closed = false;

  async function handOver(message: EmailMessage, options: HandOverOptions): Promise<HandOverResult> {
    const malformed = refuseMalformedEmail(message);
    if (malformed !== undefined) return malformed;
    const { messageId, content } = await composeEmail(message, options.idempotencyKey, message.dkim ?? settings.dkim);
    const progress = { bodyHasLeft: false };
    const transport = options.urgent ? urgent : ordinary;
    transport.progressOf.set(content, progress);
    try {
      await transport.mailer.sendMail({
        envelope: {
          from: envelopeSender(message, settings.returnPath, options),
          to: [withPlainDomain(message.to.address)],
        },
        raw: content,
        signal: AbortSignal.timeout(options.budgetSeconds * 1000),
      });
      return { outcome: 'accepted', providerMessageIds: [messageId] };
    } catch (error) {
      return explain(error as SmtpError, progress.bodyHasLeft);
    }
  }

  return {
    name,
    capabilities: { idempotencyKey: false, deliveryReceipts: false, reachesPeople: true },
    carriesSignatures: true,
    async send(message, options) {
      if (closed) return failed('closed', 'The SMTP provider is closed.', false);
      const result = handOver(message, options);
      underWay.add(result);
      try {
        return await result;
      } finally {
        underWay.delete(result);
      }
    },
    async close() {
      closed = true;
      await Promise.race([Promise.all(underWay), sleep(CLOSE_MILLISECONDS, undefined, { ref: false })]);
      for (const { mailer } of [ordinary, urgent]) mailer.close({ force: true });
    },
  };
}

/** Without an address for bounces they come back to the sender's; with one each names the message it is about (VERP). */
function envelopeSender(message: EmailMessage, returnPath: string | undefined, { idempotencyKey }: HandOverOptions) {
  return returnPath === undefined
    ? withPlainDomain(message.from.address)
    : returnPath.replace('@', `+${idempotencyKey}@`);
}

interface Transport {
  readonly mailer: ReturnType<typeof createPooled>;
  /** By the content handed over. */
  readonly progressOf: WeakMap<object, { bodyHasLeft: boolean }>;
}

function openTransport(settings: SmtpSettings, connections: number): Transport {
  const mailer = createPooled(settings, connections);
  // A server that hangs up on an idle connection is no fault; a message under way gets the same error as its own result.
  mailer.on('error', () => undefined);
  const progressOf: Transport['progressOf'] = new WeakMap();
  mailer.use('stream', (mail, done) => {
    const progress = progressOf.get(mail.data.raw as Buffer);
    if (progress !== undefined) mail.message.processFunc((input) => input.pipe(markEnd(progress)));
    done();
  });
  return { mailer, progressOf };
}

function createPooled(settings: SmtpSettings, maxConnections: number) {
  return createTransport({
    pool: true,
    host: settings.host,
    port: settings.port,
    secure: settings.tlsFromStart,
    requireTLS: settings.requireTls && !settings.tlsFromStart,
    tls: { rejectUnauthorized: settings.verifyCertificate },
    ...(settings.credentials === undefined
      ? {}
      : { auth: { user: settings.credentials.user, pass: settings.credentials.password } }),
    maxConnections,
    maxMessages: Number.POSITIVE_INFINITY,
    ...(settings.messagesPerSecond === 0 ? {} : { rateLimit: settings.messagesPerSecond, rateDelta: 1000 }),
    // Its own retries would hand a message over twice behind our back.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MILLISECONDS,
    greetingTimeout: CONNECT_MILLISECONDS,
    dnsTimeout: CONNECT_MILLISECONDS,
    socketTimeout: SILENCE_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/**
 * Marks when the connection has drawn the whole body, which it begins to do after the server's 354: from there on only the
 * server knows whether it took the message. Without a buffer of its own (0) nothing flows before it is asked for.
 */
function markEnd(progress: { bodyHasLeft: boolean }): Transform {
  return new Transform({
    readableHighWaterMark: 0,
    transform: (chunk, _encoding, next) => next(null, chunk),
    flush(done) {
      progress.bodyHasLeft = true;
      done();
    },
  });
}

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** The reply code decides where there is one; without a reply, how far the message had got. */
function explain(error: SmtpError, bodyHasLeft: boolean): HandOverResult {
  const detail = (error.response ?? error.message).slice(0, 500);
  if (error.code === 'EAUTH') return failed('not_authorised', detail, false);
  if (error.code === 'EENVELOPE' && error.responseCode === undefined) {
    // Our own library refused the address, for example an international one to a server without SMTPUTF8.
    return refused('invalid_recipient', detail);
  }
  const replyCode = error.responseCode;
  if (replyCode !== undefined && replyCode >= 400) return explainReply(replyCode, error.command ?? '', detail);
  if (
    error.name === 'AbortError' ||
    error.name === 'TimeoutError' ||
    error.code === 'ETIMEDOUT' ||
    error.code === 'EABORT'
  ) {
    return failed('timed_out', detail, bodyHasLeft);
  }
  return failed('unreachable', detail, bodyHasLeft);
}

/** RFC 5321 4.2.1: 4yz may work later, 5yz will not; 421 is a server closing, 503 and 530 to 538 speak of the session, not of the message. */
function explainReply(replyCode: number, command: string, detail: string): HandOverResult {
  if (replyCode === 503 || (replyCode >= 530 && replyCode <= 538)) return failed('not_authorised', detail, false);
  if (replyCode < 500) return failed(replyCode === 421 ? 'unreachable' : 'deferred', detail, false);
  if (command === 'RCPT TO') return refused('invalid_recipient', detail);
  if (command === 'MAIL FROM') return refused('invalid_sender', detail);
  return refused('rejected', detail);
}
