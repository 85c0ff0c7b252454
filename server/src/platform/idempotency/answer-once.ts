import { and, eq, sql } from 'drizzle-orm';

import type { RealClock } from '../clock/index.ts';
import type { Database, Scope, Work } from '../database/work.ts';
import type { JsonValue } from '../json.ts';
import { Problem } from '../problem.ts';
import type { Seal } from '../seal/index.ts';
import { idempotencyKeys } from './schema.ts';

export interface KeyedRequest {
  /** `kind:id` of who asks: keys of different callers never meet. */
  readonly principal: string;
  readonly key: string;
  /** Keyed hash of method, path and body. */
  readonly bodyHash: string;
  /** Of the answer, kept for the record. */
  readonly status: number;
  /** For answers that hold secrets: they are kept as nothing but what this opens again. */
  readonly seal?: Seal | undefined;
}

export interface Answered<T> {
  readonly answer: T;
  /** True when the write had been done before and its answer was kept. */
  readonly replayed: boolean;
}

const patienceMilliseconds = 2_000;
const lookAgainMilliseconds = 50;

/** The same request is being answered at this moment. */
const busy = Symbol('busy');

/**
 * One unit of work whose answer is kept under the caller's key in the same transaction: the same request again gets
 * the same answer and does nothing.
 * Errors: `Problem` 409 `still_running`, 422 `idempotency_key_reused`.
 */
export async function answerOnce<T>(
  database: Database,
  scope: Scope,
  request: KeyedRequest,
  run: (work: Work) => Promise<T>,
): Promise<Answered<T>> {
  for (let waited = 0; waited <= patienceMilliseconds; waited += lookAgainMilliseconds) {
    const answered = await database.transact(scope, (work) => tryOnce(work, request, run));
    if (answered !== busy) return answered;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMilliseconds));
  }
  throw new Problem({
    status: 409,
    code: 'still_running',
    title: 'The same request is still being worked on',
    remedy: 'Ask again in a moment with the same Idempotency-Key; its answer will be kept.',
    retryAfterSeconds: 1,
  });
}

async function tryOnce<T>(
  work: Work,
  request: KeyedRequest,
  run: (work: Work) => Promise<T>,
): Promise<Answered<T> | typeof busy> {
  const { organisationId } = work;
  const { principal, key, bodyHash, status, seal } = request;
  // The lock is taken in a statement of its own: the next one's snapshot then sees what its last holder committed.
  const name = `${organisationId} ${principal} ${key}`;
  const { rows } = await work.db.execute<{ taken: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 20230913)) AS taken`,
  );
  if (!rows[0]!.taken) return busy;
  const [kept] = await work.db
    .select({ bodyHash: idempotencyKeys.bodyHash, answer: idempotencyKeys.answer })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.organisationId, organisationId),
        eq(idempotencyKeys.principal, principal),
        eq(idempotencyKeys.key, key),
      ),
    );
  if (kept && kept.bodyHash !== bodyHash) throw reused();
  if (kept) return { answer: opened(kept.answer, seal) as T, replayed: true };
  const answer = await run(work);
  const createdAt = work.recordedAt;
  await work.db
    .insert(idempotencyKeys)
    .values({ organisationId, principal, key, bodyHash, status, answer: sealed(answer, seal), createdAt });
  return { answer, replayed: false };
}

const sealed = (answer: unknown, seal: Seal | undefined): JsonValue =>
  seal === undefined ? ((answer ?? null) as JsonValue) : { sealed: seal.seal(JSON.stringify(answer ?? null)) };

/** Of the same endpoint, since method and path are in the hash of the request. */
function opened(kept: unknown, seal: Seal | undefined): unknown {
  const inner = (kept as { readonly sealed?: unknown } | null)?.sealed;
  if (seal === undefined || typeof inner !== 'string') return kept ?? undefined;
  return (JSON.parse(seal.open(inner)) as unknown) ?? undefined;
}

/** As long as anybody may still be sending a request again; answers hold personal data, which nothing keeps beyond 30 days. */
const keptDays = 7;

/** Forgets answers older than a week. Returns how many went. */
export async function forgetOldAnswers(database: Database, clock: RealClock): Promise<number> {
  const oldest = new Date(clock.now().getTime() - keptDays * 86_400_000).toISOString();
  return database.asInstallation(async (db) => {
    const gone = await db.execute(sql`DELETE FROM idempotency_keys WHERE created_at < ${oldest}::timestamptz`);
    return gone.rowCount ?? 0;
  });
}

function reused(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotency_key_reused',
    title: 'This Idempotency-Key was used for another request',
    remedy: 'Make a new key for each new request; repeat a key only with the very same body.',
  });
}
