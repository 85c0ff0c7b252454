import { readFileSync } from 'node:fs';
import { z } from 'zod';

import { severalHosts } from '../database/index.ts';
import { logLevels } from '../log/index.ts';
import { StartRefused } from '../start-refused.ts';

const url = (...protocols: readonly string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, { error: 'a port is 0 to 65535' });
const connections = z.string().regex(/^[1-9]\d{0,2}$/, { error: 'a number from 1 to 999' });
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `one of ${words.join(', ')}` });
const flag = oneOf(['0', '1']);
const targetsRight = 'a list like public-api=99.95,outbound-sms=99, percent from 50 to 99.999';
/** Component → share of one; null when it cannot be read. */
function readTargets(value: string): ReadonlyMap<string, number> | null {
  const targets = new Map<string, number>();
  for (const part of splitList(value)) {
    const [, name, percent] = /^([a-z][a-z-]*)=(\d{2}(?:\.\d{1,3})?)$/.exec(part) ?? [];
    if (!name || Number(percent) < 50) return null;
    // Divided as a decimal number is written, so that 99.95 % is 0.9995 and nothing beside it.
    targets.set(name, Number((Number(percent) / 100).toFixed(5)));
  }
  return targets;
}
const web = url('http', 'https');
const databaseUrlRight = 'a URL that begins with postgres:// or postgresql://; several servers as host:port,host:port';
/** One server, or several of which the one that takes writes is used. */
function isDatabaseUrl(value: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(value)) return false;
  try {
    return URL.canParse(severalHosts(value)?.first ?? value);
  } catch {
    return false;
  }
}

const travelTimesNames = ['valhalla', 'extract_search', 'valhalla_http', 'osrm_http', 'straight_line'] as const;
const geocoderNames = ['extract', 'nominatim', 'photon', 'pelias'] as const;

/** Every setting there is, as the environment gives it: what is not named here is not looked at. */
const Environment = z.object({
  PORT: port.default('4000'),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().refine(isDatabaseUrl, { error: databaseUrlRight }).optional(),
  DATABASE_CONNECTIONS: connections.default('20'),
  PUBLIC_URL: web.optional(),
  EDGE_URL: web.optional(),
  EDGE_URLS: z.string().optional(),
  EDGE_SHARED_SECRET: z.string().min(43, { error: 'at least 43 characters' }).optional(),
  EXTRACT_PATH: z.string().min(1).optional(),
  TRAVEL_TIMES: oneOf(travelTimesNames).optional(),
  TRAVEL_TIMES_URL: web.optional(),
  PLAN_THREADS: z
    .string()
    .regex(/^(?:[1-9]|[1-5]\d|6[0-4])$/, { error: 'a number from 1 to 64' })
    .optional(),
  GEOCODER: oneOf(geocoderNames).default('extract'),
  GEOCODER_URL: web.optional(),
  FILES_S3_URL: web
    .refine((value) => /^https?:\/\/[^:@/]+:[^@/]+@[^/]+\/[^/?]+/.test(value), {
      error: 'an address like https://KEY:SECRET@host/bucket?region=…',
    })
    .optional(),
  MAP_STYLE_URL: web.optional(),
  ROLES: z.string().min(1).default('all'),
  DNS_SERVERS: z.string().optional(),
  EMAIL_PROVIDERS: z.string().optional(),
  EMAIL_REPORTS_TOKEN: z.string().min(16).optional(),
  SMS_PROVIDERS: z.string().optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  EMAIL_FROM: z.email({ error: 'an e-mail address' }).optional(),
  SMPP_URL: url('smpp', 'ssmpp', 'smpps').optional(),
  SMS_FROM: z.string().max(16, { error: 'a number, a short code, or up to 11 letters and digits' }).optional(),
  WEBHOOK_ALLOW_PRIVATE: flag.optional(),
  PASSKEY_DOMAIN: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, { error: 'a host name in lower case' })
    .optional(),
  LOG_LEVEL: oneOf(logLevels).default('info'),
  TRUST_PROXY: z.string().min(1).optional(),
  SERVICE_LEVEL_TARGETS: z
    .string()
    .refine((value) => readTargets(value) !== null, { error: targetsRight })
    .optional(),
  METRICS_TOKEN: z.string().min(8, { error: 'at least 8 characters' }).optional(),
  CHECK_ANSWERS: flag.default('0'),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** As given; none means the default place. */
  readonly dataFolder: string | null;
  /** A PostgreSQL of one's own; none means the embedded one. */
  readonly databaseUrl: string | null;
  readonly databaseConnections: number;
  /** How people outside reach the platform: links in messages begin with it. Without a slash at its end. */
  readonly publicUrl: string | null;
  /** The edge program's own address. */
  readonly edgeUrl: string | null;
  /** Further ways to the platform that pages may fail over to. */
  readonly edgeUrls: readonly string[];
  readonly edgeSharedSecret: string | null;
  /** An OpenStreetMap extract of one's own; none means the sample's. */
  readonly extractPath: string | null;
  /** Who answers for travel times; none means the best that this machine has. */
  readonly travelTimes: (typeof travelTimesNames)[number] | null;
  /** Where `valhalla_http` or `osrm_http` is; may hold `{profile}`. */
  readonly travelTimesUrl: string | null;
  /** Threads that all plans of the process search with together; none = all cores but one, at most 8. */
  readonly planThreads: number | null;
  /** Who finds addresses. */
  readonly geocoder: (typeof geocoderNames)[number];
  /** Where any geocoder but the extract's own addresses is. */
  readonly geocoderUrl: string | null;
  /** A bucket for files: `https://KEY:SECRET@host/bucket?region=…`; none means the data folder. */
  readonly filesS3Url: string | null;
  readonly mapStyleUrl: string | null;
  /** Names of roles, or `all`. */
  readonly roles: readonly string[];
  /** Who is asked about sender domains; none = the machine's own. */
  readonly dnsServers: readonly string[];
  /** JSON: the e-mail providers; none means `smtpUrl` alone, or an outbox. */
  readonly emailProviders: string | null;
  /** Whoever brings delivery reports as mail shows it. */
  readonly emailReportsToken: string | null;
  readonly smtpUrl: string | null;
  /** What stands in From of e-mails; none means an address under the public URL's host. */
  readonly emailFrom: string | null;
  /** JSON: the SMS providers; none means `smppUrl` alone, or an outbox. */
  readonly smsProviders: string | null;
  readonly smppUrl: string | null;
  /** Sender of SMS: a number, a short code, or up to 11 letters and digits. */
  readonly smsFrom: string | null;
  /** May webhooks go to this machine and its private networks? None means: when the platform serves this machine only. */
  readonly webhookAllowPrivate: boolean | null;
  /** Passkeys hold for this host and those below it; none means the public URL's host. */
  readonly passkeyDomain: string | null;
  readonly logLevel: (typeof logLevels)[number];
  readonly trustProxy: string | null;
  /** Component → share of requests or looks that are to be well, where it is not the usual. */
  readonly serviceLevelTargets: ReadonlyMap<string, number>;
  readonly metricsToken: string | null;
  readonly checkAnswers: boolean;
}

/**
 * The configuration from the environment; an empty variable counts as absent.
 * Errors: `StartRefused` that names every problem at once. Values are not repeated: they may hold passwords.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  knownRoles: readonly string[],
): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = Environment.safeParse(given);
  const faults = result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const roles = splitList(given.ROLES ?? 'all');
  const unknown = roles.filter((role) => role !== 'all' && !knownRoles.includes(role));
  if (unknown.length > 0)
    faults.push(`ROLES: there is no role ${unknown.join(', ')}; known are all, ${knownRoles.join(', ')}`);
  const edgeUrls = splitList(given.EDGE_URLS ?? '');
  if (edgeUrls.some((each) => !web.safeParse(each).success))
    faults.push('EDGE_URLS: a comma-separated list of http:// or https:// addresses');
  const publicHost = URL.parse(given.PUBLIC_URL ?? '')?.hostname ?? '';
  if (given.PASSKEY_DOMAIN !== undefined && !`.${publicHost}`.endsWith(`.${given.PASSKEY_DOMAIN}`))
    faults.push('PASSKEY_DOMAIN: the host of PUBLIC_URL, or a part of its end');
  faults.push(
    ...addressFaults('TRAVEL_TIMES', given, ['valhalla_http', 'osrm_http']),
    ...addressFaults('GEOCODER', given, ['nominatim', 'photon', 'pelias']),
  );
  if (!result.success || faults.length > 0) {
    throw new StartRefused(
      `The configuration is not as it should be. ${faults.join('. ')}.`,
      'Correct these variables of the environment and start again.',
    );
  }
  const env = result.data;
  return {
    port: Number(env.PORT),
    host: env.HOST,
    dataFolder: env.DATA_DIR ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    databaseConnections: Number(env.DATABASE_CONNECTIONS),
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    edgeUrl: env.EDGE_URL?.replace(/\/+$/, '') ?? null,
    edgeUrls,
    edgeSharedSecret: env.EDGE_SHARED_SECRET ?? null,
    extractPath: env.EXTRACT_PATH ?? null,
    travelTimes: env.TRAVEL_TIMES ?? null,
    travelTimesUrl: env.TRAVEL_TIMES_URL ?? null,
    planThreads: env.PLAN_THREADS === undefined ? null : Number(env.PLAN_THREADS),
    geocoder: env.GEOCODER,
    geocoderUrl: env.GEOCODER_URL ?? null,
    filesS3Url: env.FILES_S3_URL ?? null,
    mapStyleUrl: env.MAP_STYLE_URL ?? null,
    roles: roles.includes('all') ? knownRoles : roles,
    dnsServers: splitList(env.DNS_SERVERS ?? ''),
    emailProviders: fileOrValue('EMAIL_PROVIDERS', env.EMAIL_PROVIDERS),
    emailReportsToken: env.EMAIL_REPORTS_TOKEN ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    emailFrom: env.EMAIL_FROM ?? null,
    smsProviders: fileOrValue('SMS_PROVIDERS', env.SMS_PROVIDERS),
    smppUrl: env.SMPP_URL ?? null,
    smsFrom: env.SMS_FROM ?? null,
    webhookAllowPrivate: env.WEBHOOK_ALLOW_PRIVATE === undefined ? null : env.WEBHOOK_ALLOW_PRIVATE === '1',
    passkeyDomain: env.PASSKEY_DOMAIN ?? null,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY ?? null,
    serviceLevelTargets: readTargets(env.SERVICE_LEVEL_TARGETS ?? '') ?? new Map(),
    metricsToken: env.METRICS_TOKEN ?? null,
    checkAnswers: env.CHECK_ANSWERS === '1',
  };
}

/** A service outside needs its address, and an address alone asks nobody. */
function addressFaults(name: string, given: Readonly<Record<string, unknown>>, outside: readonly string[]): string[] {
  const isOutside = outside.includes(String(given[name] ?? ''));
  const address = given[`${name}_URL`];
  if (isOutside && address === undefined)
    return [`${name}_URL: ${name}=${String(given[name])} needs the service's address`];
  if (!isOutside && address !== undefined)
    return [`${name}_URL: an address is used with ${name} set to ${outside.join(' or ')} only`];
  return [];
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `@/path/to/file.json` stands for what the file holds: secrets need not lie in the environment. */
function fileOrValue(variable: string, given: string | undefined): string | null {
  if (given === undefined || !given.startsWith('@')) return given ?? null;
  try {
    return readFileSync(given.slice(1), 'utf8');
  } catch {
    throw new StartRefused(
      `${variable} names a file that cannot be read: ${given.slice(1)}.`,
      'Correct the path, or let this account read the file.',
    );
  }
}
