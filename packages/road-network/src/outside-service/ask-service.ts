import { setTimeout as pause } from 'node:timers/promises';
import { RoadError } from '../road-error.ts';
import { type CircuitBreaker, openCircuitBreaker } from './circuit-breaker.ts';

/** A service over HTTP that somebody else runs. */
export interface OutsideService {
  /** For people: "Valhalla at roads.example". Never holds a password. */
  readonly label: string;
  /** Absolute; what is asked for is put behind it. */
  readonly url: string;
  /** Sent with every question, e.g. an API key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one try; default 30 s. */
  readonly timeoutMilliseconds?: number;
  /** Before the second try, doubled before the third; default 300 ms. */
  readonly pauseMilliseconds?: number;
}

export interface ServiceQuestion {
  /** Behind the service's address, with its query: `table/v1/driving/9.5,47.1`. */
  readonly path: string;
  /** Makes it a POST. */
  readonly body?: unknown;
}

export interface ServiceAnswer {
  /** 200 … 499: what is above was tried again and is a fault. */
  readonly status: number;
  readonly body: unknown;
}

const TRIES = 3;
const DEFAULT_TIMEOUT_MILLISECONDS = 30_000;
const DEFAULT_PAUSE_MILLISECONDS = 300;
/** A service that wants to be left alone for longer is out of order for whoever waits now. */
const MOST_PAUSE_MILLISECONDS = 5_000;
/** A matrix of 60,000 pairs is about 1 MB. */
const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * Asks and reads the answer as JSON. What may pass (no connection, no answer in time, 429, 5xx) is tried three times;
 * a refusal (4xx) is an answer for the adapter to understand. @throws RoadError `provider_failed`
 */
export async function askService(service: OutsideService, question: ServiceQuestion): Promise<ServiceAnswer> {
  const breaker = breakerOf(service);
  const rest = breaker.restMilliseconds();
  if (rest > 0) {
    throw serviceFault(
      service,
      `is left alone for ${Math.ceil(rest / 1_000)} s after it failed several times in a row`,
    );
  }
  let wait = service.pauseMilliseconds ?? DEFAULT_PAUSE_MILLISECONDS;
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(service, question);
    if ('status' in outcome) {
      breaker.answered();
      return outcome;
    }
    if (attempt === TRIES || !outcome.mayPass) {
      breaker.failed();
      throw serviceFault(service, outcome.why, outcome.cause);
    }
    await pause(Math.min(MOST_PAUSE_MILLISECONDS, Math.max(wait, outcome.askedToWait)));
    wait *= 2;
  }
}

/** One for each address of the configuration. */
const breakers = new Map<string, CircuitBreaker>();

function breakerOf({ url }: OutsideService): CircuitBreaker {
  const breaker = breakers.get(url) ?? openCircuitBreaker(() => performance.now());
  breakers.set(url, breaker);
  return breaker;
}

/** The one error for a service that does not answer as documented. */
export function serviceFault({ label }: OutsideService, why: string, cause?: unknown): RoadError {
  return new RoadError({
    code: 'provider_failed',
    message: `${label} ${why}.`,
    remedy: 'See that the service runs and is reached from here, or choose another provider in the configuration.',
    cause,
  });
}

interface Failure {
  readonly why: string;
  readonly mayPass: boolean;
  readonly askedToWait: number;
  readonly cause?: unknown;
}

async function tryOnce(service: OutsideService, { path, body }: ServiceQuestion): Promise<ServiceAnswer | Failure> {
  const timeout = service.timeoutMilliseconds ?? DEFAULT_TIMEOUT_MILLISECONDS;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${service.url.replace(/\/+$/, '')}/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...service.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeout),
      redirect: 'error',
    });
    text = await readBounded(response);
  } catch (cause) {
    if (cause instanceof AnswerTooLong)
      return { why: `sent more than ${MOST_ANSWER_BYTES} bytes`, mayPass: false, askedToWait: 0, cause };
    const late = (cause as Error).name === 'TimeoutError';
    return {
      why: late ? `did not answer within ${timeout} ms` : 'is not reached',
      mayPass: true,
      askedToWait: 0,
      cause,
    };
  }
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    const askedToWait = Number.isFinite(seconds) ? seconds * 1000 : 0;
    return { why: `answers with status ${response.status}`, mayPass: true, askedToWait };
  }
  try {
    return { status: response.status, body: JSON.parse(text) as unknown };
  } catch (cause) {
    return { why: `answers with status ${response.status} and no JSON`, mayPass: false, askedToWait: 0, cause };
  }
}

class AnswerTooLong extends Error {}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > MOST_ANSWER_BYTES) throw new AnswerTooLong();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
