import { RefusedError, UnreachableError } from '@roundsman/client';
import { describe, expect, it } from 'vitest';
import { emptyJob } from './job-values.ts';
import { emptyLine } from './line-values.ts';
import { type JobBody, readJob } from './read-job.ts';
import { type Attempt, sendJob, type Wish } from './send-job.ts';

const now = new Date('2026-12-01T08:00:00Z');
const values = { ...emptyJob, name: 'Lea', date: '2026-12-03', lines: [{ ...emptyLine, description: 'Sofa' }] };
const input = (readJob(values, { merchants: false, branches: false }) as { input: JobBody }).input;
const visit = { actions: input.actions, address: input.address };
const slotOf = (expiresAt: string, heldFor: object = visit) => ({
  serviceDate: '2026-12-03',
  from: '10:00',
  to: '12:00',
  held: { id: 'first', expiresAt, visit: JSON.stringify(heldFor) },
});
const plain: Wish = { input, like: null, slot: null, visit, release: true, allowDuplicate: false };

interface Sent {
  id: string;
  params: { holdId?: string; jobId?: string };
  body: Record<string, unknown>;
  idempotencyKey: string;
}

/** Answers as the platform would; each call fails first with what stands in `failures` for it. */
function desk(failures: Record<string, unknown[]> = {}) {
  const sent: Sent[] = [];
  let attempt: Attempt | null = null;
  const slots: (string | null)[] = [];
  const call = async ({ id }: { id: string }, options: Omit<Sent, 'id'>) => {
    sent.push({ id, ...options });
    const failure = failures[id]?.shift();
    if (failure) throw failure;
    if (id === 'slots.hold') return { id: 'second', expiresAt: '2026-12-01T08:15:00Z' };
    return id === 'slots.book' ? { job: { id: 'made' } } : { id: 'made' };
  };
  const send = (wish: Wish) =>
    sendJob({ call } as never, wish, attempt, now, {
      onAttempt: (next) => (attempt = next),
      onSlot: ({ held }) => slots.push(held?.id ?? null),
    });
  return { sent, send, slots, ids: () => sent.map(({ id }) => id) };
}

const lost = () => new UnreachableError('timeout');
const refused = (code: string) => new RefusedError({ type: 'x', title: 'No', status: 409, code });

describe('a job made by hand', () => {
  it('is created at once, or kept in staging', async () => {
    const { send, sent } = desk();
    expect(await send(plain)).toEqual({ id: 'made' });
    await send({ ...plain, release: false });
    expect(sent.map(({ body }) => body.skipStaging)).toEqual([true, false]);
    expect(sent[0]!.body).toMatchObject(input);
  });

  it('is sent again under the same key when its answer was lost, and under another once it is another job', async () => {
    const { send, sent } = desk({ 'jobs.create': [lost(), lost()] });
    await expect(send(plain)).rejects.toThrow();
    await expect(send(plain)).rejects.toThrow();
    await send(plain);
    const keys = sent.map(({ idempotencyKey }) => idempotencyKey);
    expect(new Set(keys).size).toBe(1);
    await send({ ...plain, input: { ...input, notes: 'Ring twice' } });
    expect(sent.at(-1)!.idempotencyKey).not.toBe(keys[0]);
  });

  it('is booked into the slot that is held for it, without a date of its own', async () => {
    const { send, sent, ids } = desk();
    await send({ ...plain, slot: slotOf('2026-12-01T08:10:00Z') });
    expect(ids()).toEqual(['slots.book']);
    expect(sent[0]!.params).toEqual({ holdId: 'first' });
    expect(sent[0]!.body.job).not.toHaveProperty('serviceDate');
    expect(sent[0]!.body.job).not.toHaveProperty('windows');
  });

  it('has its slot held anew when the hold is over, or was for another visit', async () => {
    for (const slot of [slotOf('2026-12-01T07:59:00Z'), slotOf('2026-12-01T08:10:00Z', { actions: [] })]) {
      const { send, sent, ids } = desk();
      await send({ ...plain, slot });
      expect(ids()).toEqual(['slots.release', 'slots.hold', 'slots.book']);
      expect(sent.at(-1)!.params).toEqual({ holdId: 'second' });
    }
  });

  it('no longer counts on a hold that was given back or is over', async () => {
    const full = desk({ 'slots.hold': [refused('slot_full')] });
    await expect(full.send({ ...plain, slot: slotOf('2026-12-01T07:59:00Z') })).rejects.toThrow('No');
    expect(full.slots).toEqual([null]);
    const over = desk({ 'slots.book': [refused('hold_over')] });
    await expect(over.send({ ...plain, slot: slotOf('2026-12-01T08:10:00Z') })).rejects.toThrow('No');
    expect(over.slots).toEqual([null]);
    const other = desk({ 'slots.book': [refused('not_releasable')] });
    await expect(other.send({ ...plain, slot: slotOf('2026-12-01T08:10:00Z') })).rejects.toThrow('No');
    expect(other.slots).toEqual([]);
  });

  it('is booked into the same hold when the answer was lost, though that is over by now', async () => {
    const { send, ids, sent } = desk({ 'slots.book': [lost()] });
    await expect(send({ ...plain, slot: slotOf('2026-12-01T08:10:00Z') })).rejects.toThrow();
    await send({ ...plain, slot: slotOf('2026-12-01T07:59:00Z') });
    expect(ids()).toEqual(['slots.book', 'slots.book']);
    expect(sent[1]).toEqual(sent[0]);
  });

  it('begins anew after a refusal', async () => {
    const { send, ids } = desk({ 'slots.book': [refused('hold_expired')] });
    await expect(send({ ...plain, slot: slotOf('2026-12-01T08:10:00Z') })).rejects.toThrow();
    await send({ ...plain, slot: slotOf('2026-12-01T07:59:00Z') });
    expect(ids()).toEqual(['slots.book', 'slots.release', 'slots.hold', 'slots.book']);
  });

  it('like another one is cloned with what is not as it was, and then booked', async () => {
    const { send, sent, ids } = desk();
    const like = { jobId: 'other', changes: { notes: 'Ring twice' } };
    await send({ ...plain, like, slot: slotOf('2026-12-01T08:10:00Z') });
    expect(ids()).toEqual(['jobs.clone', 'slots.book']);
    expect(sent[0]).toMatchObject({ params: { jobId: 'other' }, body: { notes: 'Ring twice', skipStaging: true } });
    expect(sent[0]!.body).not.toHaveProperty('contact');
    expect(sent[1]!.body).toEqual({ jobId: 'made' });
  });

  it('like another one is taken away again when it cannot have its slot', async () => {
    const { send, sent, ids } = desk({ 'slots.book': [refused('hold_over')] });
    const wish = { ...plain, like: { jobId: 'other', changes: {} }, slot: slotOf('2026-12-01T08:10:00Z') };
    await expect(send(wish)).rejects.toThrow('No');
    expect(ids()).toEqual(['jobs.clone', 'slots.book', 'jobs.remove']);
    expect(sent[2]!.params).toEqual({ jobId: 'made' });
  });
});
