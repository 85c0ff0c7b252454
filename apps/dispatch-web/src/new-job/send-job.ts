import type { Job } from '@roundsman/api-contract';
import { type Client, jobEndpoints, mayPass, RefusedError, slotEndpoints, uuid7 } from '@roundsman/client';
import { holdSlot, isHeld } from './hold-slot.ts';
import type { ChosenSlot } from './job-values.ts';
import type { JobBody, Visit } from './read-job.ts';

/** A job about to be made. */
export interface Wish {
  /** Whole, with the slot's date and window where there is a slot. */
  input: JobBody;
  /** Of a job like another one: which, and what is not as it was there. */
  like: { jobId: string; changes: Partial<JobBody> } | null;
  slot: ChosenSlot | null;
  visit: Visit;
  /** Released for planning, or kept in staging. */
  release: boolean;
  /** Two visits are meant. */
  allowDuplicate: boolean;
}

/** The latest try. While its answer is lost the very same is sent again under the same key, so that it is made once. */
export interface Attempt {
  content: string;
  key: string;
  holdId: string | null;
  isLost: boolean;
}

interface Told {
  /** Before anything is sent, and when it is known that nothing came of it. */
  onAttempt: (attempt: Attempt | null) => void;
  /** The slot was held anew, or is not held any more. */
  onSlot: (slot: ChosenSlot) => void;
}

/**
 * Makes the job, with its slot as its time and promise where one was chosen. A slot whose hold is over, or was for another
 * visit than this, is held anew first. Rejects with the API's refusal, or `UnreachableError` when its answer is lost.
 */
export async function sendJob(
  client: Pick<Client, 'call'>,
  wish: Wish,
  last: Attempt | null,
  now: Date,
  { onAttempt, onSlot }: Told,
): Promise<Job> {
  const content = contentOf(wish);
  let attempt = last?.isLost && last.content === content ? last : null;
  if (attempt === null) {
    const holdId = wish.slot && (await heldNow(client, wish, wish.slot, now, onSlot));
    attempt = { content, key: uuid7(now.getTime()), holdId, isLost: true };
  }
  onAttempt(attempt);
  try {
    const job = await make(client, wish, attempt);
    onAttempt(null);
    return job;
  } catch (error) {
    if (!mayPass(error)) onAttempt(null);
    if (wish.slot && isHoldGone(error)) onSlot({ ...wish.slot, held: null });
    throw error;
  }
}

async function heldNow(
  client: Pick<Client, 'call'>,
  { visit, input }: Wish,
  slot: ChosenSlot,
  now: Date,
  onSlot: Told['onSlot'],
): Promise<string> {
  if (isHeld(slot, visit, now)) return slot.held!.id;
  // Given back for the one that is asked for now, whether or not that can be had.
  onSlot({ ...slot, held: null });
  const again = await holdSlot(client, { visit, branchId: input.branchId ?? '' }, slot);
  onSlot(again);
  return again.held!.id;
}

async function make(client: Pick<Client, 'call'>, wish: Wish, { key, holdId }: Attempt): Promise<Job> {
  const { like, input, release, allowDuplicate } = wish;
  const how = { skipStaging: release, ...(allowDuplicate && { allowDuplicate }) };
  const book = { params: { holdId: holdId! }, idempotencyKey: `${key}-slot` };
  if (like) {
    const body = { ...like.changes, ...how };
    const job = await client.call(jobEndpoints.clone, { params: { jobId: like.jobId }, body, idempotencyKey: key });
    if (holdId === null) return job;
    try {
      return (await client.call(slotEndpoints.book, { ...book, body: { jobId: job.id } })).job;
    } catch (error) {
      // Without its slot it is not the job that was wished for: made again it would be there twice.
      if (!mayPass(error)) await client.call(jobEndpoints.remove, { params: { jobId: job.id } });
      throw error;
    }
  }
  if (holdId === null) {
    return client.call(jobEndpoints.create, { body: { ...input, ...how }, idempotencyKey: key });
  }
  const { serviceDate: _serviceDate, windows: _windows, ...job } = input;
  return (await client.call(slotEndpoints.book, { ...book, body: { job: { ...job, ...how } } })).job;
}

const GONE = new Set(['hold_expired', 'hold_over', 'hold_unknown']);
const isHoldGone = (error: unknown): boolean => error instanceof RefusedError && GONE.has(error.code);

/** What is the same job sent again, whatever has become of its hold. */
const contentOf = ({ input, like, slot, release, allowDuplicate }: Wish): string =>
  JSON.stringify({ input, like, isSlot: slot !== null, release, allowDuplicate });
