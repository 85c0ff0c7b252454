import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

import { isPrivateAddress } from './private-addresses.ts';
import { PRIVATE_WORDS, publicLookup } from './public-lookup.ts';

export interface StrangerFetchOptions {
  /** May the address lie on this machine or in its private networks? */
  readonly allowPrivate: boolean;
  readonly budgetMilliseconds?: number;
  readonly mostAnswerBytes?: number;
}

/** As much of `fetch` as is needed: headers and body are text. */
export type StrangerFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | undefined;
  },
) => Promise<Response>;

/**
 * Reads from addresses that strangers chose, by the rules that posting to them has: the address is checked where the
 * connection is made, no redirect is followed, time and size are bounded. Errors: whatever the connection failed with.
 */
export function openStrangerFetch({
  allowPrivate,
  budgetMilliseconds = 10_000,
  mostAnswerBytes = 1_000_000,
}: StrangerFetchOptions): StrangerFetch {
  const lookup = allowPrivate ? undefined : publicLookup;
  return (url, { method, headers, body }) => {
    const target = new URL(url);
    const host = target.hostname.replace(/^\[|\]$/g, '');
    if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return Promise.reject(new Error(PRIVATE_WORDS));
    return new Promise((settle, fail) => {
      const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
        signal: AbortSignal.timeout(budgetMilliseconds),
        ...(lookup === undefined ? {} : { lookup }),
      });
      request.on('error', fail);
      request.on('response', (response) => {
        readAll(response, mostAnswerBytes).then((bytes) => settle(asResponse(response, bytes)), fail);
      });
      request.end(body);
    });
  };
}

async function readAll(response: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`The answer is larger than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asResponse({ statusCode = 502, headers }: IncomingMessage, bytes: Buffer): Response {
  const told = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
  );
  const hasNoBody = statusCode === 204 || statusCode === 205 || statusCode === 304;
  return new Response(hasNoBody ? null : Uint8Array.from(bytes), { status: statusCode, headers: told });
}
