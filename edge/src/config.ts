import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EdgeAddress } from './components.ts';

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
  sample: boolean;
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
  const read = <T>(name: string, fallback: string, parse: (text: string) => T | string): T => {
    const parsed = parse(environment[name]?.trim() || fallback);
    if (typeof parsed === 'string') problems.push(`${name}: ${parsed}`);
    return parsed as T;
  };

  const host = environment.HOST?.trim() || '127.0.0.1';
  const platformPort = read('PORT', '4000', portOf).number;
  const port = read('EDGE_PORT', String(platformPort + 1), portOf).number;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const platform = read('PLATFORM_URL', `http://${bracketed(reachable)}:${platformPort}`, urlOf);
  const own = read('EDGE_PUBLIC_URL', `http://${bracketed(reachable)}:${port}`, urlOf);
  const config: EdgeConfig = {
    host,
    port,
    edgeDirectory: join(resolve(environment.DATA_DIR?.trim() || join(repository, 'data')), 'edge'),
    platformUrl: platform.url,
    publicUrl: own.url?.href.replace(/\/$/, ''),
    edges: read('EDGES', `Edge 1=${platform.url?.href}`, edgesOf).list,
    sharedSecrets: environment.EDGE_SHARED_SECRET ? read('EDGE_SHARED_SECRET', '', secretsOf).list : null,
    emergencyCode: environment.EDGE_EMERGENCY_CODE ? read('EDGE_EMERGENCY_CODE', '', codeOf).code : null,
    pageName: environment.STATUS_PAGE_NAME?.trim() || 'Roundsman',
    probeIntervalSeconds: read('PROBE_INTERVAL_SECONDS', '5', intervalOf).seconds,
    sample: read('SAMPLE', '0', flagOf).on,
    logLevel: read('LOG_LEVEL', 'info', levelOf).level,
    siteDirectory: environment.STATUS_PAGE_DIST?.trim() || join(repository, 'apps/status-page/dist'),
  };
  if (problems.length > 0) throw new ConfigRefused(problems);
  return config;
}

// Each reads one value; a text in place of the value says what would be right.

const portOf = (text: string) => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= 65_535
    ? { number }
    : `a port from 0 to 65535, not "${text}"`;
};

const urlOf = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && ['http:', 'https:'].includes(url.protocol) ? { url } : `an http or https address, not "${text}"`;
};

const edgesOf = (text: string) => {
  const list = text.split(',').map((part) => {
    const [name = '', url = ''] = part.split(/=(.*)/s).map((piece) => piece.trim());
    return { name, url };
  });
  const wrong = list.find(({ name, url }) => !/[a-z0-9]/i.test(name) || typeof urlOf(url) === 'string');
  const names = list.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) return 'every edge a name of its own';
  return wrong ? 'a list like "Zurich=https://zrh.example.com,Frankfurt=https://fra.example.com"' : { list };
};

const secretsOf = (text: string) => {
  const list = text.split(',').map((one) => Buffer.from(one.trim(), 'base64url'));
  return list.every((secret) => secret.length >= leastSecretBytes)
    ? { list }
    : `${leastSecretBytes} random bytes or more as base64url (two, separated by a comma, while one replaces the other)`;
};

const codeOf = (text: string) =>
  text.length >= leastCodeLength ? { code: text } : `${leastCodeLength} characters or more`;

const intervalOf = (text: string) => {
  const seconds = Number(text);
  return seconds >= 1 && seconds <= 60 ? { seconds } : `seconds from 1 to 60, not "${text}"`;
};

const flagOf = (text: string) => (['0', '1'].includes(text) ? { on: text === '1' } : `0 or 1, not "${text}"`);

const levelOf = (text: string) => (logLevels.includes(text) ? { level: text } : `one of ${logLevels.join(', ')}`);

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
