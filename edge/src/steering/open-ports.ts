import { z } from 'zod';
import type { EdgeClock } from '../clock.ts';
import { azureFrontDoorPort } from './azure-front-door.ts';
import { cloudflarePoolPort } from './cloudflare-pool.ts';
import { dnsUpdatePort } from './dns-update.ts';
import { haproxySocketPort } from './haproxy-socket.ts';
import { route53Port } from './route-53.ts';
import type { SteeringPort } from './steering-port.ts';

const text = z.string().min(1);
const id = text.regex(/^[\w.-]+$/);
const addresses = z.record(text, z.ipv4());
const ttlSeconds = z.int().min(1).max(86_400);
const host = z.strictObject({ host: text, port: z.int().min(1).max(65_535) });
const web = z.url().optional();

/** One way to move traffic, as the setting `STEERING_PORTS` lists them. */
export const PortSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('haproxy'), address: text, backend: id }),
  z.strictObject({
    kind: z.literal('dns_update'),
    server: host,
    zone: text,
    name: text,
    ttlSeconds,
    key: z.strictObject({ name: text, secret: z.base64() }),
    addresses,
  }),
  z.strictObject({ kind: z.literal('cloudflare'), accountId: id, poolId: id, token: text, apiUrl: web }),
  z.strictObject({
    kind: z.literal('route_53'),
    accessKeyId: text,
    secretAccessKey: text,
    hostedZoneId: id,
    name: text,
    ttlSeconds,
    addresses,
    apiUrl: web,
  }),
  z.strictObject({
    kind: z.literal('azure_front_door'),
    tenantId: id,
    clientId: id,
    clientSecret: text,
    subscriptionId: id,
    resourceGroup: id,
    profile: id,
    originGroup: id,
    loginUrl: web,
    managementUrl: web,
  }),
]);
export type PortSettings = z.infer<typeof PortSettings>;

export function openPort(settings: PortSettings, clock: EdgeClock): SteeringPort {
  switch (settings.kind) {
    case 'haproxy':
      return haproxySocketPort(settings);
    case 'dns_update':
      return dnsUpdatePort(settings, clock);
    case 'cloudflare':
      return cloudflarePoolPort(defined(settings));
    case 'route_53':
      return route53Port(defined(settings), clock);
    case 'azure_front_door':
      return azureFrontDoorPort(defined(settings), clock);
  }
}

/** Without what was not said, so that each port's own default holds. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
function defined<T extends object>(settings: T): Defined<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Defined<T>;
}
