import { setTimeout as sleep } from 'node:timers/promises';

import type { HandOverOptions, HandOverResult, Refused } from '../hand-over.ts';
import { failed } from '../hand-over.ts';
import { type JsonAnswer, jsonOf } from './json-answer.ts';

/** One POST to a provider's API. */
export interface ApiRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the API answered, read whole. */
export interface ApiAnswer {
  readonly status: number;
  header(name: string): string | null;
  readonly text: string;
  /** The body as JSON; an empty object when it is none. */
  readonly json: JsonAnswer;
}

const CLOSE_MILLISECONDS = 5_000;
const FIRST_PAUSE_MILLISECONDS = 250;
const MOST_ANSWER_CHARACTERS = 100_000;

/** Codes of faults that come before a connection stands: nothing can have reached the provider. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|ERR_TLS_.*)$/;

/** Puts messages to a provider's HTTP API: one POST each, pauses taken where the provider asks for them, inside the budget. */
export class HttpHandOver {
  readonly #underWay = new Set<Promise<HandOverResult>>();
  #closed = false;

  async run(
    options: HandOverOptions,
    malformed: Refused | undefined,
    request: () => ApiRequest | Promise<ApiRequest>,
    explain: (answer: ApiAnswer) => HandOverResult,
  ): Promise<HandOverResult> {
    if (this.#closed) return failed('closed', 'The provider is closed.', false);
    if (malformed !== undefined) return malformed;
    const result = this.#untilAnswered(AbortSignal.timeout(options.budgetSeconds * 1000), request, explain);
    this.#underWay.add(result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(result);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.race([Promise.all(this.#underWay), sleep(CLOSE_MILLISECONDS, undefined, { ref: false })]);
  }

  async #untilAnswered(
    budget: AbortSignal,
    request: () => ApiRequest | Promise<ApiRequest>,
    explain: (answer: ApiAnswer) => HandOverResult,
  ): Promise<HandOverResult> {
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause *= 2) {
      const result = await post(await request(), budget, explain);
      if (result.outcome !== 'failed' || result.reason !== 'throttled') return result;
      const wished = Math.max(pause, (result.retryAfterSeconds ?? 0) * 1000);
      const waited = await sleep(wished, true, { signal: budget }).catch(() => false);
      if (!waited) return result;
    }
  }
}

async function post(
  { url, headers, body }: ApiRequest,
  signal: AbortSignal,
  explain: (answer: ApiAnswer) => HandOverResult,
): Promise<HandOverResult> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    const text = (await response.text()).slice(0, MOST_ANSWER_CHARACTERS);
    return explain({
      status: response.status,
      header: (name) => response.headers.get(name),
      text,
      json: jsonOf(text),
    });
  } catch (error) {
    return explainFault(error as Error);
  }
}

function explainFault(error: Error): HandOverResult {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return failed('timed_out', 'The provider did not answer in time.', true);
  }
  const cause = error.cause as { code?: string; message?: string } | undefined;
  const detail = `${error.message}${cause?.message ? `: ${cause.message}` : ''}`.slice(0, 500);
  return failed('unreachable', detail, !NOT_CONNECTED.test(cause?.code ?? ''));
}

/**
 * What an answer means by its status alone: 401 and 403 speak of the account, 429 of the pace, 503 of the provider before
 * it took anything. Behind any other 5xx the message may have been taken. Undefined for the rest, which the API explains.
 */
export function explainStatus(answer: ApiAnswer): HandOverResult | undefined {
  const detail = `${answer.status} ${answer.text}`.slice(0, 500);
  if (answer.status === 401 || answer.status === 403) return failed('not_authorised', detail, false);
  if (answer.status === 429) return failed('throttled', detail, false, retryAfter(answer));
  if (answer.status === 503) return failed('deferred', detail, false, retryAfter(answer));
  return answer.status >= 500 ? failed('deferred', detail, true) : undefined;
}

function retryAfter(answer: ApiAnswer): number | undefined {
  const seconds = Number(answer.header('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

export const formBody = (fields: Readonly<Record<string, string | undefined>>): string =>
  new URLSearchParams(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  ).toString();

export const basicAuth = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
