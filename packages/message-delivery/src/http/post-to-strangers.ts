import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';

import { isPrivateAddress } from './private-addresses.ts';
import { PRIVATE_WORDS, publicLookup } from './public-lookup.ts';

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Posted =
  | {
      readonly status: number;
      readonly error: null;
      readonly answer: string;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly status: null; readonly error: string; readonly answer: null; readonly retryAfterSeconds: null };

export interface Poster {
  /** Answers within the budget whatever the far side does; follows no redirect; errors are values. */
  post(post: Post): Promise<Posted>;
  close(): void;
}

export const POST_BUDGET_MILLISECONDS = 15_000;
const MOST_ANSWER_BYTES = 1_024;
const MOST_RETRY_AFTER_SECONDS = 3_600;
const SOCKETS_A_HOST = 10;

export interface PosterOptions {
  readonly allowPrivate: boolean;
  readonly budgetMilliseconds?: number;
}

/**
 * Posts to addresses that strangers chose. The address is checked where the connection is made, on what the name
 * resolved to, so that no name can point inward after it was looked at.
 */
export function openPoster({ allowPrivate, budgetMilliseconds = POST_BUDGET_MILLISECONDS }: PosterOptions): Poster {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true, maxSockets: SOCKETS_A_HOST }),
    'https:': new HttpsAgent({ keepAlive: true, maxSockets: SOCKETS_A_HOST }),
  };
  const lookup = allowPrivate ? undefined : publicLookup;
  return {
    async post({ url, headers, body }) {
      const target = new URL(url);
      const host = target.hostname.replace(/^\[|\]$/g, '');
      if (!allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) return failure(PRIVATE_WORDS);
      const https = target.protocol === 'https:';
      return new Promise((settle) => {
        const request = (https ? httpsRequest : httpRequest)(target, {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
          agent: agents[https ? 'https:' : 'http:'],
          signal: AbortSignal.timeout(budgetMilliseconds),
          ...(lookup === undefined ? {} : { lookup }),
        });
        request.on('error', (error) => settle(failure(wordsOf(error, budgetMilliseconds))));
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          let bytes = 0;
          const finish = () => {
            const answer = Buffer.concat(chunks).subarray(0, MOST_ANSWER_BYTES).toString('utf8').replaceAll('\0', '');
            const retryAfterSeconds = retryAfter(response.headers['retry-after']);
            settle({ status: response.statusCode ?? 0, error: null, answer, retryAfterSeconds });
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes <= MOST_ANSWER_BYTES) return;
            finish();
            response.destroy();
          });
          response.on('end', finish);
          response.on('error', (error) => settle(failure(wordsOf(error, budgetMilliseconds))));
        });
        request.end(body);
      });
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

const failure = (error: string): Posted => ({ status: null, error, answer: null, retryAfterSeconds: null });

function wordsOf(error: Error, budgetMilliseconds: number): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return `No answer within ${budgetMilliseconds / 1000} seconds.`;
  }
  return error.message || ((error as NodeJS.ErrnoException).code ?? 'The connection failed.');
}

/** Seconds only: a date would need a clock, and nobody sends one. */
function retryAfter(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Math.min(Number(header), MOST_RETRY_AFTER_SECONDS) : null;
}
