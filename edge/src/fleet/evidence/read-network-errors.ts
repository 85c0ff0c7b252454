import { z } from 'zod';

/**
 * What W3C Network Error Logging says of edges (https://w3c.github.io/network-error-logging/, and the types that Chromium adds). Most of what a
 * browser reports is no word about the way to an edge: `http.error` is any answer of the platform from 400 on, `abandoned` each fetch that a
 * script gave up (every hedge that lost, every live feed that was closed), `dns.*` the name service. Pure.
 */

export const NetworkErrors = z
  .array(
    z.looseObject({
      type: z.string(),
      url: z.string().max(2_000),
      /** Milliseconds since it happened: Chromium sends once a minute. */
      age: z.number().min(0).optional(),
      body: z.looseObject({
        type: z.string().optional(),
        /** Of so large a part of such requests is told. */
        sampling_fraction: z.number().optional(),
        /** Milliseconds that the request took. */
        elapsed_time: z.number().optional(),
      }),
    }),
  )
  .max(100);

export interface Tally {
  readonly good: number;
  readonly bad: number;
  /** Over how long before the report the good ones were gathered. */
  readonly overMs: number;
}

/**
 * The way to the edge itself. Certificates are left out: in a hotel's network and on a device with a wrong clock it is those that are refused,
 * and the probes check them. So are cut streams (`incomplete_chunked_encoding`), which is how a live feed ends when the platform restarts.
 */
const ILL = new Set([
  'tcp.timed_out',
  'tcp.closed',
  'tcp.reset',
  'tcp.refused',
  'tcp.aborted',
  'tcp.address_unreachable',
  'tcp.failed',
  'tls.version_or_cipher_mismatch',
  'tls.protocol.error',
  'tls.unrecognized_name_alert',
  'tls.failed',
  'h2.ping_failed',
  'h2.protocol.error',
  'h3.protocol.error',
  'http.protocol.error',
  'http.response.invalid',
  'http.response.invalid.empty',
  'http.response.invalid.content_length_mismatch',
  'http.response.invalid.invalid_chunked_encoding',
  'http.response.headers.truncated',
  'http.failed',
]);
/** What is told later than this is history; up to then it is worth half as much after each half-life, like all evidence. */
const OLDEST_MS = 90_000;
const HALF_LIFE_MS = 30_000;
/** An answer that took longer proves nothing. */
const SLOW_MS = 1_000;
/** One report stands for so many requests at most. */
const MOST_SAMPLED = 100;

/** By origin. Reports of other kinds, and those about other things than the way to an edge, are passed over. */
export function tallyNetworkErrors(reports: z.infer<typeof NetworkErrors>): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { type, url, age = 0, body } of reports) {
    if (type !== 'network-error' || age > OLDEST_MS || !URL.canParse(url)) continue;
    const isGood = body.type === 'ok' && (body.elapsed_time ?? 0) <= SLOW_MS;
    if (!isGood && !ILL.has(body.type ?? '')) continue;
    const requests = Math.min(MOST_SAMPLED, 1 / Math.min(1, Math.max(1 / MOST_SAMPLED, body.sampling_fraction ?? 1)));
    const weight = requests * 0.5 ** (age / HALF_LIFE_MS);
    const { origin } = new URL(url);
    const { good, bad, overMs } = tallies.get(origin) ?? { good: 0, bad: 0, overMs: 0 };
    tallies.set(
      origin,
      isGood ? { good: good + weight, bad, overMs: Math.max(overMs, age) } : { good, bad: bad + weight, overMs },
    );
  }
  return tallies;
}
