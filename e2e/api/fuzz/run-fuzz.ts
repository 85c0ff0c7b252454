import { allEndpoints, type Endpoint, Problem } from '@roundsman/api-contract';
import { MEMBER_ROLES } from '@roundsman/delivery-rules';
import fc from 'fast-check';
import { type Answer, call, type Request } from '../call.ts';
import { type Company, DATE, makeCompany, tableOf } from '../company.ts';
import type { OpenDoors } from '../open-doors.ts';
import { type Pool, requestTo } from './arbitrary-request.ts';

export interface FuzzWish {
  readonly requests: number;
  readonly seed: number;
  /** One endpoint instead of all. */
  readonly only?: string | undefined;
  /** Requests under way together, of this endpoint and of others; one unless said. */
  readonly atOnce?: number | undefined;
  /** Told each fault as it is found. */
  readonly say?: (words: string) => void;
}

export interface FuzzOutcome {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** One line for each endpoint at fault: the smallest request that shows it. */
  readonly faults: readonly string[];
}

/** Coprime to the number of endpoints or not: it only picks whom to meet. */
const STRIDE = 7;

/** They would end the session or device that asks. */
const suicidal = new Set(['session.signOut', 'session.renew']);

/** They leave little for the others to find: last. */
const erasing = new Set(['privacy.erase', 'customers.erase', 'sandbox.reset']);

/** Tokens are good for ten minutes; a long run would be a run of 401. */
async function letTokensLast({ platform }: OpenDoors, { organisationId }: Company): Promise<void> {
  const text = `UPDATE access_tokens SET expires_at = expires_at + interval '2 days' WHERE organisation_id = $1`;
  await platform.pool.query(text, [organisationId]);
}

/**
 * Sends `requests` requests, evenly over every endpoint of the contract, valid and broken, each seeded. A fault is a
 * status of 500 and above, an answer of another kind or shape than the contract says, or none within half a minute.
 */
export async function runFuzz(
  doors: OpenDoors,
  { requests, seed, only, atOnce = 1, say = () => {} }: FuzzWish,
): Promise<FuzzOutcome> {
  const company = await makeCompany(doors, 'Fuzzed');
  await letTokensLast(doors, company);
  const wanted = allEndpoints.filter(({ id }) => !suicidal.has(id) && (only === undefined || id === only));
  const endpoints = [...wanted.filter(({ id }) => !erasing.has(id)), ...wanted.filter(({ id }) => erasing.has(id))];
  const numRuns = Math.ceil(requests / endpoints.length / atOnce);
  const byStatus: Record<string, number> = {};
  const faults: string[] = [];
  let sent = 0;
  for (const [at, endpoint] of endpoints.entries()) {
    const known = doors.faults.size;
    const pool = await poolOf(company);
    const together = Array.from({ length: atOnce }, (_, each) => endpoints[(at + each * STRIDE) % endpoints.length]!);
    const property = fc.asyncProperty(fc.tuple(...together.map((one) => requestTo(one, pool))), async (sending) => {
      const wrong = await Promise.all(
        sending.map(async (request, each) => {
          sent++;
          const one = together[each]!;
          const answer = await call(doors.url, one, request, bearerFor(one, company, sent));
          byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
          const fault = faultOf(one, answer, request.query?.fields !== undefined);
          return fault === null ? [] : [`${one.id}: ${fault}`];
        }),
      );
      if (wrong.flat().length > 0) throw new Error(wrong.flat().join(' · '));
    });
    const result = await fc.check(property, { seed: seed + at, numRuns, interruptAfterTimeLimit: 120_000 });
    if (result.failed && result.counterexample !== null) {
      const words = result.errorInstance instanceof Error ? result.errorInstance.message : 'no answer';
      faults.push(`${endpoint.id}: ${words}\n    ${result.counterexample[0].map(showRequest).join('\n    ')}`);
      say(`  ${faults.at(-1)}`);
    }
    for (const fault of [...doors.faults].slice(known).filter(isOwn)) say(`  logged: ${fault}`);
  }
  faults.push(...[...doors.faults].filter(isOwn).map((fault) => `logged: ${fault}`));
  return { requests: sent, byStatus, faults };
}

/** Nobody listens at the addresses that requests name for alerts; that a try there is logged is as it should be. */
const isOwn = (logged: string) => !/An alert was not taken: connect E[A-Z]+/.test(logged);

function faultOf(endpoint: Endpoint, { status, contentType, text }: Answer, isSparse: boolean): string | null {
  const [type = ''] = contentType.split(';');
  if (status >= 500) return `${status} ${text.slice(0, 300)}`;
  if (status >= 400) {
    if (type !== 'application/problem+json') return `${status} as ${type}`;
    const problem = Problem.safeParse(JSON.parse(text));
    return problem.success && problem.data.status === status
      ? null
      : `${status} with another document: ${text.slice(0, 300)}`;
  }
  if (status === 304) return text === '' ? null : '304 with a body';
  const expected = endpoint.status ?? (endpoint.answer || endpoint.answerKind ? 200 : 204);
  if (status !== expected) return `${status}, not ${expected}`;
  if (endpoint.answerKind === 'event_stream') return type === 'text/event-stream' ? null : `a stream as ${type}`;
  if (endpoint.answerKind === 'bytes') return null;
  if (!endpoint.answer) return text === '' ? null : 'a body where none was promised';
  if (type !== 'application/json') return `${status} as ${type}`;
  // Rows with some of their fields are no whole rows; the server holds them to the schema before it picks.
  if (isSparse) return null;
  const answer = endpoint.answer.safeParse(JSON.parse(text));
  return answer.success ? null : `breaks its schema: ${JSON.stringify(answer.error.issues).slice(0, 300)}`;
}

/** Mostly who may do everything, so that requests get to the end; each tenth a merchant, who may do little. */
function bearerFor({ door }: Endpoint, { credentials }: Company, number: number): string {
  if (door === 'operator') return credentials.device;
  return number % 10 === 0 ? credentials.merchant : credentials.api_key;
}

const KEEPS_ASKING = new Set(['apiKeyId', 'deviceId', 'sessionId']);
/** The first members are those who ask. */
const from = (field: string) => (field === 'memberId' ? MEMBER_ROLES.length : 0);

/** Ids as they are now; what asks is not among them, so that it does not end itself. */
async function poolOf(company: Company): Promise<Pool> {
  const ids = await company.ids();
  const dates = [DATE, '2027-03-11', '2027-03-12'];
  return {
    ids: (field) =>
      KEEPS_ASKING.has(field) ? [] : (ids.get(tableOf(field) ?? '') ?? []).slice(from(field)).slice(-12),
    dates,
    instants: dates.map((date) => `${date}T08:00:00Z`),
    link: company.trackerLink,
  };
}

function showRequest(request: Request): string {
  const body = request.body instanceof Uint8Array ? { ...request, body: `${request.body.length} bytes` } : request;
  return JSON.stringify(body).slice(0, 700);
}
