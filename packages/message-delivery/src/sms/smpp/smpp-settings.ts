import type { ConfigurationResult } from '../../configuration.ts';
import { ConfigurationUrl } from '../../configuration.ts';

export interface SmppSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** False only for a server with a certificate of its own making. */
  readonly verifyCertificate: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  /** Two sessions, one that submits and one that is delivered to, for networks that want them apart. */
  readonly bindSeparately: boolean;
  /** Submitted and not answered yet, at most. */
  readonly window: number;
  /** 0 is unlimited. */
  readonly segmentsPerSecond: number;
  readonly enquireLinkSeconds: number;
}

/** `smpp://system:password@host:2775?system_type=&bind=transceiver&window=10&rate=0&enquire_link=30&verify_certificate=true`; `smpps://` (or `ssmpp://`) speaks TLS on port 3550. */
export function readSmppSettings(text: string): ConfigurationResult<SmppSettings> {
  const source = new ConfigurationUrl('SMPP_URL', text, ['smpp', 'smpps', 'ssmpp']);
  const tls = source.url !== undefined && source.url.protocol !== 'smpp:';
  const systemId = source.userinfo('username');
  const password = source.userinfo('password');
  const systemType = source.text('system_type') ?? '';
  const bind = source.text('bind') ?? 'transceiver';
  if (bind !== 'transceiver' && bind !== 'separate') {
    source.faults.push('SMPP_URL: bind is transceiver, or separate for a transmitter and a receiver');
  }
  if (source.url !== undefined && (systemId === '' || systemId.length > 15)) {
    source.faults.push('SMPP_URL needs the system id before the @, of 1 to 15 characters');
  }
  if (password.length > 8) source.faults.push('SMPP_URL: a password of SMPP 3.4 has at most 8 characters');
  if (systemType.length > 12) source.faults.push('SMPP_URL: system_type has at most 12 characters');
  return source.finish({
    host: source.host(),
    port: source.port(tls ? 3550 : 2775),
    tls,
    verifyCertificate: source.flag('verify_certificate', true),
    systemId,
    password,
    systemType,
    bindSeparately: bind === 'separate',
    window: source.whole('window', { byDefault: 10, least: 1, most: 1000 }),
    segmentsPerSecond: source.whole('rate', { byDefault: 0, least: 0, most: 10_000 }),
    enquireLinkSeconds: source.whole('enquire_link', { byDefault: 30, least: 1, most: 3600 }),
  });
}
