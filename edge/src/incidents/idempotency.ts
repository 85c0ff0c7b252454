import { createHash } from 'node:crypto';
import { Problem } from '../problem.ts';
import type { Store } from '../store/index.ts';

export interface KeyedRequest {
  writer: string;
  /** Null when the caller sent none: then nothing is remembered. */
  key: string | null;
  /** Method, path and body: what the key stands for. */
  request: unknown;
}

export interface Answer {
  status: number;
  body: unknown;
}

const keptMs = 7 * 86_400_000;
const longestKey = 200;

/** Runs the write once a key; the same key and request get the same answer, another request under it is refused (422). */
export function once(store: Store, now: Date, { writer, key, request }: KeyedRequest, run: () => Answer): Answer {
  if (key === null) return store.transact(run);
  if (key.length === 0 || key.length > longestKey) {
    throw new Problem({
      status: 422,
      code: 'invalid_idempotency_key',
      title: 'The Idempotency-Key is not right',
      remedy: `Send 1 to ${longestKey} characters, a new UUID for each new write.`,
    });
  }
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  return store.transact(() => {
    const known = store.db
      .prepare('SELECT request_hash, status, answer FROM idempotent_answers WHERE writer = ? AND key = ?')
      .get(writer, key) as { request_hash: string; status: number; answer: string } | undefined;
    if (known) {
      if (known.request_hash !== hash) throw reused();
      return { status: known.status, body: JSON.parse(known.answer) };
    }
    const answer = run();
    store.db.prepare('DELETE FROM idempotent_answers WHERE created_ms < ?').run(now.getTime() - keptMs);
    store.db
      .prepare(
        'INSERT INTO idempotent_answers (writer, key, request_hash, status, answer, created_ms) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(writer, key, hash, answer.status, JSON.stringify(answer.body), now.getTime());
    return answer;
  });
}

function reused(): Problem {
  return new Problem({
    status: 422,
    code: 'idempotency_key_reused',
    title: 'This Idempotency-Key belongs to another request',
    remedy: 'Send a new key with a new request; the old one only repeats its own.',
  });
}
