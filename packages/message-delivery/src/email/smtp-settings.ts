import type { ConfigurationResult } from '../configuration.ts';
import { ConfigurationUrl } from '../configuration.ts';
import type { DkimKey } from './dkim.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps`); otherwise STARTTLS as soon as the server offers it. */
  readonly tlsFromStart: boolean;
  /** Refuse to speak at all to a server without TLS. */
  readonly requireTls: boolean;
  /** False only for a server with a certificate of its own making. */
  readonly verifyCertificate: boolean;
  readonly credentials?: { readonly user: string; readonly password: string };
  readonly connections: number;
  /** 0 is unlimited. */
  readonly messagesPerSecond: number;
  readonly dkim?: DkimKey;
  /** Where bounces go: `local@domain` becomes `local+<message>@domain` in the envelope, so that each names its message. */
  readonly returnPath?: string;
}

/**
 * `smtp://user:password@host:587?connections=5&rate=0&require_tls=true&verify_certificate=true`; `smtps://` for port 465.
 * With a password TLS is required unless `require_tls=false` says otherwise: a password in the clear must be somebody's decision.
 */
export function readSmtpSettings(text: string): ConfigurationResult<SmtpSettings> {
  const source = new ConfigurationUrl('SMTP_URL', text, ['smtp', 'smtps']);
  const tlsFromStart = source.url?.protocol === 'smtps:';
  const user = source.userinfo('username');
  const password = source.userinfo('password');
  return source.finish({
    host: source.host(),
    port: source.port(tlsFromStart ? 465 : 587),
    tlsFromStart,
    requireTls: source.flag('require_tls', user !== ''),
    verifyCertificate: source.flag('verify_certificate', true),
    ...(user === '' ? {} : { credentials: { user, password } }),
    connections: source.whole('connections', { byDefault: 5, least: 1, most: 100 }),
    messagesPerSecond: source.whole('rate', { byDefault: 0, least: 0, most: 10_000 }),
  });
}
