import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openTestDatabase, type TestDatabase } from '../platform/testing/index.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());

const event = (type = 'job.created') => ({
  id: randomUUID(),
  type,
  subject_kind: 'job',
  subject_id: randomUUID(),
  occurred_at: '2026-11-23T08:00:00.000Z',
  recorded_at: '2026-11-23T08:00:01.000Z',
  actor_kind: 'system',
  actor_id: null,
  data: { from: 'staging' },
});

async function scoped<T>(organisationId: string, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await test.pool.connect();
  try {
    await client.query(
      `BEGIN; SET LOCAL ROLE roundsman_scoped; SELECT set_config('roundsman.organisation_id', '${organisationId}', true)`,
    );
    return await run(client);
  } finally {
    client.release();
  }
}

const append = async (client: pg.PoolClient, organisationId: string, events: unknown[]): Promise<number> => {
  const { rows } = await client.query('SELECT append_events($1, $2::jsonb) AS last', [
    organisationId,
    JSON.stringify(events),
  ]);
  return Number(rows[0].last);
};

const seqsOf = async (organisationId: string): Promise<number[]> => {
  const { rows } = await test.pool.query('SELECT seq FROM events WHERE organisation_id = $1 ORDER BY seq', [
    organisationId,
  ]);
  return rows.map((row) => Number(row.seq));
};

describe('append_events', () => {
  it('numbers an array in its order and answers the last number', async () => {
    const organisationId = randomUUID();
    const given = [event('job.created'), event('job.released')];
    const last = await scoped(organisationId, async (client) => {
      const answer = await append(client, organisationId, given);
      await client.query('COMMIT');
      return answer;
    });
    expect(last).toBe(2);
    const { rows } = await test.pool.query('SELECT * FROM events WHERE organisation_id = $1 ORDER BY seq', [
      organisationId,
    ]);
    expect(rows.map((row) => row.id)).toEqual(given.map((one) => one.id));
    expect(rows[1]).toMatchObject({ seq: '2', type: 'job.released', actor_id: null, data: { from: 'staging' } });
    expect(rows[1].occurred_at.toISOString()).toBe(given[1]!.occurred_at);
  });

  it('leaves no gap and shows no number before a smaller one, with eight writers of which some roll back', async () => {
    const organisationId = randomUUID();
    const random = seeded(7);
    const read: number[] = [];
    let writing = true;
    let committed = 0;

    const writer = async () => {
      for (let turn = 0; turn < 40; turn++) {
        const count = 1 + Math.floor(random() * 4);
        const keep = random() < 0.75;
        await scoped(organisationId, async (client) => {
          await append(
            client,
            organisationId,
            Array.from({ length: count }, () => event()),
          );
          await client.query(keep ? 'COMMIT' : 'ROLLBACK');
        });
        if (keep) committed += count;
      }
    };
    const follow = async () => {
      while (writing) {
        const { rows } = await test.pool.query(
          'SELECT seq FROM events WHERE organisation_id = $1 AND seq > $2 ORDER BY seq',
          [organisationId, read.at(-1) ?? 0],
        );
        read.push(...rows.map((row) => Number(row.seq)));
      }
    };

    const following = follow();
    await Promise.all(Array.from({ length: 8 }, writer));
    const seqs = await seqsOf(organisationId);
    writing = false;
    await following;

    const expected = Array.from({ length: committed }, (_, index) => index + 1);
    expect(seqs).toEqual(expected);
    expect(read).toEqual(expected.slice(0, read.length)); // A cursor met them one by one: none was passed over.
    expect(read.length).toBeGreaterThan(0);
  });

  it('keeps the logs of organisations apart', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await scoped(one, async (client) => {
      await append(client, one, [event()]);
      await client.query('COMMIT');
    });
    await scoped(one, async (client) => {
      await expect(append(client, other, [event()])).rejects.toMatchObject({ code: '42501' });
      await client.query('ROLLBACK');
    });
    expect([await seqsOf(one), await seqsOf(other)]).toEqual([[1], []]);
  });
});

/** Mulberry32: small, good enough, and the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
