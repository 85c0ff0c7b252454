import { PlatformReadiness } from '@roundsman/api-contract';
import type { EdgeClock } from '../clock.ts';
import { type BoundedAnswer, fetchBounded, ProbeFailed } from './fetch-bounded.ts';
import type { Severity } from './judge.ts';

/** What one look at a component saw. */
export interface Look {
  severity: Severity;
  /** Why it is not 0, in words for the page; null when all is well. */
  reason: string | null;
  /** Time of the slowest request, milliseconds. */
  totalMilliseconds: number;
}

export const probeTimeoutMilliseconds = 1000;
/** Slower than this is felt by people. */
export const slowFromMilliseconds = 600;
/** More than one packet on any path. */
export const leastBodyBytes = 1500;
const pageBytes = 64 * 1024;
const bodyBytes = 16 * 1024;
const readinessBytes = 64 * 1024;

/** A page as a person opens it: the document, then the script it names, or the document alone if it is long enough. */
export async function lookAtPage(url: URL, clock: EdgeClock): Promise<Look> {
  return timed(clock, async (get) => {
    const page = expectOk(await get(url, pageBytes));
    if (!page.contentType.startsWith('text/html'))
      throw new ProbeFailed(`a page was expected, ${page.contentType} came`);
    const script = /<script\b[^>]*\bsrc="([^"]+)"/.exec(page.body.toString('utf8'))?.[1];
    if (script === undefined) return expectLong(page);
    expectLong(expectOk(await get(new URL(script, url), bodyBytes)));
  });
}

/** A door that must answer a document longer than a packet. */
export async function lookAtDocument(url: URL, clock: EdgeClock, localAddress: string | null = null): Promise<Look> {
  return timed(clock, async (get) => expectLong(expectOk(await get(url, bodyBytes))), localAddress);
}

/** What the platform says of its own parts; a failed look when it cannot be asked. */
export async function readReadiness(
  url: URL,
  clock: EdgeClock,
): Promise<{ look: Look; readiness: PlatformReadiness | null }> {
  let readiness: PlatformReadiness | null = null;
  const look = await timed(clock, async (get) => {
    const answer = await get(url, readinessBytes);
    if (answer.status !== 200 && answer.status !== 503) throw new ProbeFailed(`status ${answer.status}`);
    readiness = parseReadiness(answer.body);
  });
  return { look, readiness };
}

const severityOf = { operational: 0, degraded: 1, partial_outage: 2, major_outage: 3 } as const;

/** A part of the platform, by the platform's own word. */
export function lookFromReadiness(
  componentId: string,
  asked: { look: Look; readiness: PlatformReadiness | null },
): Look {
  const { look, readiness } = asked;
  if (readiness === null) {
    return { ...look, severity: 3, reason: `the platform could not be asked: ${look.reason ?? 'no answer'}` };
  }
  const said = readiness.components[componentId];
  if (said === undefined) return { ...look, severity: 3, reason: 'the platform does not run this part' };
  const severity = severityOf[said.state];
  return { ...look, severity, reason: severity === 0 ? null : (said.detail ?? null) };
}

/** The worse of two looks at the same component, with its reason. */
export function worse(first: Look, second: Look): Look {
  const slower = Math.max(first.totalMilliseconds, second.totalMilliseconds);
  return { ...(second.severity > first.severity ? second : first), totalMilliseconds: slower };
}

type Get = (url: URL, atMostBytes: number) => Promise<BoundedAnswer>;

async function timed(
  clock: EdgeClock,
  run: (get: Get) => Promise<void>,
  localAddress: string | null = null,
): Promise<Look> {
  let slowest = 0;
  const get: Get = async (url, atMostBytes) => {
    const from = clock.monotonicMilliseconds();
    try {
      return await fetchBounded(url, {
        timeoutMilliseconds: probeTimeoutMilliseconds,
        atMostBytes,
        ...(localAddress === null ? {} : { localAddress }),
      });
    } finally {
      slowest = Math.max(slowest, Math.round(clock.monotonicMilliseconds() - from));
    }
  };
  try {
    await run(get);
  } catch (error) {
    if (!(error instanceof ProbeFailed)) throw error;
    return { severity: 3, reason: error.message, totalMilliseconds: slowest };
  }
  if (slowest < slowFromMilliseconds) return { severity: 0, reason: null, totalMilliseconds: slowest };
  return { severity: 1, reason: `slow: ${(slowest / 1000).toFixed(1)} s`, totalMilliseconds: slowest };
}

function expectOk(answer: BoundedAnswer): BoundedAnswer {
  if (answer.status !== 200) throw new ProbeFailed(`status ${answer.status}`);
  return answer;
}

function expectLong(answer: BoundedAnswer): void {
  if (answer.body.length <= leastBodyBytes) {
    throw new ProbeFailed(`an answer of ${answer.body.length} bytes, too short to be whole`);
  }
}

function parseReadiness(body: Buffer): PlatformReadiness {
  try {
    return PlatformReadiness.parse(JSON.parse(body.toString('utf8')));
  } catch {
    throw new ProbeFailed('the answer on readiness cannot be read');
  }
}
