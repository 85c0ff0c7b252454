import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ConfigurationResult,
  type EmailProviderSettings,
  readEmailProviders,
  readSmsProviders,
  type SmsProviderSettings,
  smppAlone,
  smtpAlone,
} from '@roundsman/message-delivery';
import { z } from 'zod';
import { type AlertContacts, parseAlertEmails, parseAlertNumbers, parseAlertUrls } from './alerts/index.ts';
import { type EdgeAddress, edgeComponentId } from './components.ts';
import { readManifestKeys } from './fleet/index.ts';
import { HostSettings } from './hosting/index.ts';
import type { ProbeAccount } from './probes/index.ts';
import { PortSettings } from './steering/index.ts';
import { calendarFault } from './traffic/index.ts';

export interface EdgeConfig {
  host: string;
  port: number;
  /** Folder of the edge program alone: store, secrets, the published site. */
  edgeDirectory: string;
  platformUrl: URL;
  /** Where people find this program; links in feeds and JSON start with it. */
  publicUrl: string;
  edges: EdgeAddress[];
  /** Null: read from, or made in, the edge directory. */
  sharedSecrets: Buffer[] | null;
  emergencyCode: string | null;
  pageName: string;
  probeIntervalSeconds: number;
  /** Local addresses to probe the edges from, each on a network of its own; none is whichever the machine takes. */
  probeFrom: string[];
  /** Whom the probes sign in as; null leaves that look out. */
  probeAccount: ProbeAccount | null;
  /** The platform's pages of figures, one for each process, and the token they ask for. */
  metricsUrls: string[];
  metricsToken: string | null;
  /** In whose local time traffic has its pattern. */
  trafficZone: string;
  /** Whose public holidays are no usual days: a country of ISO 3166 or a part of one; null knows none. */
  trafficHolidays: string | null;
  /** Change the edges' shares by itself, or only say what it would do. */
  steering: 'automatic' | 'dry_run';
  /** Publish the monitor's drafts at once, or wait for a person's tap. */
  incidentPublishing: 'automatic' | 'one_tap';
  falseAlarmsPerMonth: number;
  /** Requests a second over all edges that the verdicts' threshold is made for. */
  requestsPerSecond: number;
  /** Ways to move traffic beside the signed list of edges. */
  steeringPorts: PortSettings[];
  /** Whose X-Forwarded-For is believed: edges and the platform. */
  trustedProxies: string[];
  /** Places that get copies of the status page. */
  statusHosts: HostSettings[];
  /** Where edge programs meet when there are several; null for one alone. */
  natsUrl: URL | null;
  natsReplicas: number;
  /** Of this program among the others. */
  programName: string;
  /** Keys that several programs must have in common; null: kept in the edge directory. */
  manifestKey: string | null;
  subscriptionKey: string | null;
  sample: boolean;
  /** The edge program's own ways to people. */
  emailProviders: readonly EmailProviderSettings[];
  emailFrom: string;
  smsProviders: readonly SmsProviderSettings[];
  smsFrom: string;
  /** Whom the monitor calls, and how it signs what it posts; null: a secret kept in the edge directory. */
  alertContacts: AlertContacts;
  alertWebhookSecret: string | null;
  alertReminderMinutes: number;
  /** A component that the probes find out of order for so long makes a draft and calls a person. */
  outageAfterSeconds: number;
  /** Webhooks may go to addresses of private networks, and without TLS. */
  allowPrivateWebhooks: boolean;
  logLevel: string;
  /** The built status page. */
  siteDirectory: string;
}

/** Thrown with every problem of the configuration at once, one a line. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const leastSecretBytes = 32;
const leastCodeLength = 16;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The configuration from environment variables (README.md lists them), or `ConfigRefused`. */
export function readConfig(environment: Record<string, string | undefined>): EdgeConfig {
  const problems: string[] = [];
  // A value that is refused is named once; what derives from it goes on with the usual one.
  const read = <T>(name: string, usual: T, parse: (text: string) => Parsed<T>): T => {
    const text = environment[name]?.trim();
    if (!text) return usual;
    const parsed = parse(text);
    if ('value' in parsed) return parsed.value;
    problems.push(`${name}: ${parsed.fault}`);
    return usual;
  };

  const host = environment.HOST?.trim() || '127.0.0.1';
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const platformPort = read('PORT', 4000, parsePort);
  const port = read('EDGE_PORT', platformPort + 1, parsePort);
  const platformUrl = read('PLATFORM_URL', new URL(`http://${reachable}:${platformPort}`), parseUrl);
  const publicUrl = read('EDGE_PUBLIC_URL', new URL(`http://${reachable}:${port}`), parseUrl);
  const config: EdgeConfig = {
    host,
    port,
    edgeDirectory: join(resolve(environment.DATA_DIR?.trim() || join(repository, 'data')), 'edge'),
    platformUrl,
    publicUrl: publicUrl.href.replace(/\/$/, ''),
    edges: read('EDGES', [{ name: 'Edge 1', url: platformUrl.href }], parseEdges),
    sharedSecrets: read<Buffer[] | null>('EDGE_SHARED_SECRET', null, parseSecrets),
    emergencyCode: read<string | null>('EDGE_EMERGENCY_CODE', null, parseCode),
    pageName: environment.STATUS_PAGE_NAME?.trim() || 'Roundsman',
    probeIntervalSeconds: read('PROBE_INTERVAL_SECONDS', 5, parseInterval),
    probeFrom: read<string[]>('PROBE_FROM', [], parseAddresses),
    probeAccount: read<ProbeAccount | null>('PROBE_ACCOUNT', null, parseAccount),
    metricsUrls: read('METRICS_URLS', [new URL('/metrics', platformUrl).href], parseUrls),
    metricsToken: environment.METRICS_TOKEN?.trim() || null,
    trafficZone: read('TRAFFIC_ZONE', Intl.DateTimeFormat().resolvedOptions().timeZone, parseZone),
    trafficHolidays: read<string | null>('TRAFFIC_HOLIDAYS', null, parsePlace),
    steering: read<EdgeConfig['steering']>('STEERING', 'automatic', parseOneOf('automatic', 'dry_run')),
    incidentPublishing: read<EdgeConfig['incidentPublishing']>(
      'INCIDENT_PUBLISHING',
      'one_tap',
      parseOneOf('automatic', 'one_tap'),
    ),
    falseAlarmsPerMonth: read('FALSE_ALARMS_PER_MONTH', 1, parsePositive),
    requestsPerSecond: read('REQUESTS_PER_SECOND', 20, parsePositive),
    steeringPorts: read<PortSettings[]>('STEERING_PORTS', [], parsePorts),
    trustedProxies: read('TRUSTED_PROXIES', ['127.0.0.1', '::1'], parseAddresses),
    statusHosts: read<HostSettings[]>('STATUS_HOSTS', [], parseHosts),
    natsUrl: read<URL | null>('NATS_URL', null, parseNatsUrl),
    natsReplicas: read('NATS_REPLICAS', 1, parseReplicas),
    programName: environment.EDGE_NAME?.trim() || `${hostname()}-${port}`,
    manifestKey: read<string | null>('EDGE_MANIFEST_KEY', null, parseManifestKey),
    subscriptionKey: read<string | null>('EDGE_SUBSCRIPTION_KEY', null, parseSubscriptionKey),
    sample: read('SAMPLE', false, parseFlag),
    emailProviders: environment.EMAIL_PROVIDERS?.trim()
      ? read('EMAIL_PROVIDERS', [], settingsFrom(readEmailProviders))
      : read('SMTP_URL', [], settingsFrom(smtpAlone)),
    emailFrom: environment.EMAIL_FROM?.trim() || `no-reply@${publicUrl.hostname}`,
    smsProviders: environment.SMS_PROVIDERS?.trim()
      ? read('SMS_PROVIDERS', [], settingsFrom(readSmsProviders))
      : read('SMPP_URL', [], settingsFrom(smppAlone)),
    smsFrom: environment.SMS_FROM?.trim() || 'Roundsman',
    alertContacts: {
      email: read<string[]>('EDGE_ALERT_EMAIL', [], parseAlertEmails),
      sms: read<string[]>('EDGE_ALERT_SMS', [], parseAlertNumbers),
      webhook: read<string[]>('EDGE_ALERT_WEBHOOK', [], parseAlertUrls),
    },
    alertWebhookSecret: read<string | null>('EDGE_ALERT_WEBHOOK_SECRET', null, parseWebhookSecret),
    alertReminderMinutes: read('EDGE_ALERT_REMINDER_MINUTES', 10, parseWholeFrom(1, 1440, 'minutes')),
    outageAfterSeconds: read('OUTAGE_AFTER_SECONDS', 60, parseWholeFrom(1, 3600, 'seconds')),
    allowPrivateWebhooks: read('WEBHOOK_ALLOW_PRIVATE', false, parseFlag),
    logLevel: read('LOG_LEVEL', 'info', parseLogLevel),
    siteDirectory: environment.STATUS_PAGE_DIST?.trim() || join(repository, 'apps/status-page/dist'),
  };
  // What is configured to call somebody, and cannot, is found out now and not in the night it is needed.
  if (config.alertContacts.email.length > 0 && config.emailProviders.length === 0 && !config.sample)
    problems.push('EDGE_ALERT_EMAIL: needs SMTP_URL or EMAIL_PROVIDERS');
  if (config.alertContacts.sms.length > 0 && config.smsProviders.length === 0 && !config.sample)
    problems.push('EDGE_ALERT_SMS: needs SMPP_URL or SMS_PROVIDERS');
  for (const port of config.steeringPorts) {
    // What it is told of edges that it has no address for would be refused at every change.
    const known = 'addresses' in port ? port.addresses : null;
    const missing = known === null ? [] : config.edges.map(edgeComponentId).filter((id) => known[id] === undefined);
    if (missing.length > 0) problems.push(`STEERING_PORTS: ${port.kind} has no address for ${missing.join(', ')}`);
  }
  if (config.natsUrl) {
    const apart = [
      ['EDGE_SHARED_SECRET', config.sharedSecrets],
      ['EDGE_MANIFEST_KEY', config.manifestKey],
      ['EDGE_SUBSCRIPTION_KEY', config.subscriptionKey],
    ] as const;
    for (const [name, value] of apart)
      if (value === null) problems.push(`${name}: the same for all edge programs that share NATS_URL`);
  }
  if (problems.length > 0) throw new ConfigRefused(problems);
  return config;
}

/** The value of a setting, or what would be right. */
type Parsed<T> = { value: T } | { fault: string };

function settingsFrom<T>(parse: (text: string) => ConfigurationResult<readonly T[]>) {
  return (given: string): Parsed<readonly T[]> => {
    const text = given.startsWith('@') ? contentOf(given.slice(1)) : given;
    if (text === null) return { fault: `a file that can be read, not ${given.slice(1)}` };
    const result = parse(text);
    return result.ok ? { value: result.settings } : { fault: result.faults.join('; ') };
  };
}

/** As for the platform, a list of providers may stand in a file. */
function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function parsePort(text: string): Parsed<number> {
  const value = Number(text);
  const right = Number.isInteger(value) && value >= 0 && value <= 65_535;
  return right ? { value } : { fault: `a port from 0 to 65535, not "${text}"` };
}

function parseUrl(text: string): Parsed<URL> {
  const value = URL.canParse(text) ? new URL(text) : null;
  const right = value !== null && ['http:', 'https:'].includes(value.protocol);
  return right ? { value } : { fault: `an http or https address, not "${text}"` };
}

function parseEdges(text: string): Parsed<EdgeAddress[]> {
  const value = text.split(',').map((part) => {
    const [name = '', url = ''] = part.split(/=(.*)/s).map((piece) => piece.trim());
    return { name, url };
  });
  const wrong = value.some(({ name, url }) => !/[a-z0-9]/i.test(name) || 'fault' in parseUrl(url));
  if (wrong) return { fault: 'a list like "Zurich=https://zrh.example.com,Frankfurt=https://fra.example.com"' };
  const ids = new Set(value.map(edgeComponentId));
  return ids.size === value.length ? { value } : { fault: 'a name of its own for every edge' };
}

function parseSecrets(text: string): Parsed<Buffer[]> {
  const value = text.split(',').map((one) => Buffer.from(one.trim(), 'base64url'));
  if (value.every((secret) => secret.length >= leastSecretBytes)) return { value };
  return {
    fault: `${leastSecretBytes} random bytes or more as base64url (two, separated by a comma, while one replaces the other)`,
  };
}

function parseCode(text: string): Parsed<string> {
  return text.length >= leastCodeLength ? { value: text } : { fault: `${leastCodeLength} characters or more` };
}

function parseAddresses(text: string): Parsed<string[]> {
  const value = text.split(',').map((one) => one.trim());
  return value.every((one) => isIP(one) !== 0) ? { value } : { fault: 'IP addresses, separated by commas' };
}

function parseAccount(text: string): Parsed<ProbeAccount> {
  const [email = '', password = ''] = text.split(/:(.*)/s);
  return email.includes('@') && password ? { value: { email, password } } : { fault: 'an account as e-mail:password' };
}

function parseUrls(text: string): Parsed<string[]> {
  const value = text.split(',').map((one) => one.trim());
  return value.every((one) => 'value' in parseUrl(one)) ? { value } : { fault: 'web addresses, separated by commas' };
}

function parseZone(text: string): Parsed<string> {
  return Intl.supportedValuesOf('timeZone').includes(text) || text === 'UTC'
    ? { value: text }
    : { fault: `an IANA time zone like Europe/Zurich, not "${text}"` };
}

function parsePlace(text: string): Parsed<string> {
  const why = calendarFault(text);
  return why === null ? { value: text } : { fault: `a country like LI, or a part of one like AT-8: ${why}` };
}

function parseOneOf<T extends string>(...allowed: T[]): (text: string) => Parsed<T> {
  return (text) => {
    const value = allowed.find((one) => one === text);
    return value === undefined ? { fault: `one of ${allowed.join(', ')}` } : { value };
  };
}

function parsePositive(text: string): Parsed<number> {
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? { value } : { fault: `a number above 0, not "${text}"` };
}

function parsePorts(text: string): Parsed<PortSettings[]> {
  try {
    const { success, data, error } = z.array(PortSettings).max(16).safeParse(JSON.parse(text));
    if (success) return { value: data };
    const [issue] = error.issues;
    return { fault: `${issue?.path.join('.') ?? 'the list'}: ${issue?.message ?? 'not as it should be'}` };
  } catch {
    return { fault: 'a JSON list like [{"kind":"haproxy","address":"/run/haproxy/admin.sock","backend":"edges"}]' };
  }
}

function parseHosts(text: string): Parsed<HostSettings[]> {
  try {
    const { success, data, error } = z.array(HostSettings).max(8).safeParse(JSON.parse(text));
    const [issue] = error?.issues ?? [];
    if (!success)
      return { fault: `${issue?.path.join('.') ?? 'the list'}: ${issue?.message ?? 'not as it should be'}` };
    const names = new Set(data.map(({ name, kind }) => name ?? kind));
    return names.size === data.length ? { value: data } : { fault: 'a name of its own for every place' };
  } catch {
    return { fault: 'a JSON list like [{"kind":"folder","folder":"/srv/status"}]' };
  }
}

function parseNatsUrl(text: string): Parsed<URL> {
  const value = URL.canParse(text) ? new URL(text) : null;
  const right = value !== null && ['nats:', 'tls:'].includes(value.protocol) && value.hostname !== '';
  return right ? { value } : { fault: 'an address like nats://user:password@nats.example.net:4222, or tls://…' };
}

function parseReplicas(text: string): Parsed<number> {
  const value = Number(text);
  return [1, 3, 5].includes(value) ? { value } : { fault: '1, 3 or 5' };
}

function parseManifestKey(text: string): Parsed<string> {
  try {
    readManifestKeys(text);
    return { value: text };
  } catch {
    return { fault: 'an Ed25519 key as in the file edge/manifest-key, or two while one takes the place of the other' };
  }
}

function parseSubscriptionKey(text: string): Parsed<string> {
  const bytes = Buffer.from(text, 'base64url').length;
  return bytes >= leastSecretBytes
    ? { value: text }
    : { fault: `${leastSecretBytes} random bytes or more as base64url` };
}

function parseWebhookSecret(text: string): Parsed<string> {
  const bytes = Buffer.from(text.replace(/^whsec_/, ''), 'base64').length;
  return text.startsWith('whsec_') && bytes >= 24 && bytes <= 64
    ? { value: text }
    : { fault: 'whsec_ and 24 to 64 random bytes as base64' };
}

function parseWholeFrom(least: number, most: number, what: string): (text: string) => Parsed<number> {
  return (text) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= least && value <= most
      ? { value }
      : { fault: `whole ${what} from ${least} to ${most}, not "${text}"` };
  };
}

function parseInterval(text: string): Parsed<number> {
  const value = Number(text);
  return value >= 1 && value <= 60 ? { value } : { fault: `seconds from 1 to 60, not "${text}"` };
}

function parseFlag(text: string): Parsed<boolean> {
  return text === '0' || text === '1' ? { value: text === '1' } : { fault: `0 or 1, not "${text}"` };
}

function parseLogLevel(text: string): Parsed<string> {
  return logLevels.includes(text) ? { value: text } : { fault: `one of ${logLevels.join(', ')}` };
}
