import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openProcessChannel, type ProcessChannel } from '../database/index.ts';
import { newId } from '../ids.ts';
import { silentLog } from '../log/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { type Doorbell, type LogFollower, openCursors, openDoorbell, openLogFollower } from './index.ts';

describe('following a log live', () => {
  let test: TestDatabase;
  let channel: ProcessChannel;
  let doorbell: Doorbell;
  let follower: LogFollower;
  let organisationId: string;

  beforeAll(async () => {
    test = await openTestDatabase();
    channel = await openProcessChannel(test.target, silentLog);
    doorbell = openDoorbell(test.pool, channel, silentLog);
    test.onAppended((organisation, types) => doorbell.ring(organisation, types));
    follower = openLogFollower(test.database, doorbell);
  });
  beforeEach(async () => {
    organisationId = await createTestOrganisation(test);
  });
  afterAll(async () => {
    follower.close();
    await doorbell.close();
    await channel.close();
    await test.close();
  });

  const emit = (count: number, organisation = organisationId) =>
    test.database.transact({ organisationId: organisation, actor: { kind: 'system', id: null } }, async (work) => {
      for (let at = 0; at < count; at++) work.emit({ type: 'thing.made', subject: { kind: 'thing', id: newId() } });
    });
  const collect = async (after: number, upTo: number) => {
    const seen: number[] = [];
    const stop = new AbortController();
    for await (const events of follower.follow(organisationId, after, stop.signal)) {
      seen.push(...events.map((event) => event.seq));
      if ((seen.at(-1) ?? 0) >= upTo) stop.abort();
    }
    return seen;
  };
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

  it('gives what was missed, then what happens, without gap or double, to many followers at once', async () => {
    await emit(1_200);
    const followers = [collect(0, 1_300), collect(700, 1_300), collect(1_200, 1_300)];
    for (let at = 0; at < 20; at++) await emit(5);
    const [all, some, fresh] = await Promise.all(followers);
    expect(all).toEqual(range(1, 1_300));
    expect(some).toEqual(range(701, 1_300));
    expect(fresh).toEqual(range(1_201, 1_300));
  });

  it('keeps up with a burst larger than what it remembers', async () => {
    const following = collect(0, 2_500);
    await emit(2_500);
    expect(await following).toEqual(range(1, 2_500));
  });

  it('never shows an organisation the events of another', async () => {
    const other = await createTestOrganisation(test);
    const following = collect(0, 3);
    await emit(50, other);
    await emit(3);
    expect(await following).toEqual([1, 2, 3]);
  });
});

describe('a public cursor', () => {
  const cursors = openCursors(Buffer.alloc(32, 7));
  const [ours, theirs] = [newId(), newId()];

  it('leads back to its place, for its own organisation and installation alone', () => {
    for (const seq of [0, 1, 255, 2 ** 40]) expect(cursors.decode(ours, cursors.encode(ours, seq))).toBe(seq);
    expect(cursors.decode(theirs, cursors.encode(ours, 5))).toBeNull();
    expect(openCursors(Buffer.alloc(32, 8)).decode(ours, cursors.encode(ours, 5))).toBeNull();
  });

  it('tells nothing of the number inside, and takes no other text', () => {
    const [first, second] = [cursors.encode(ours, 1), cursors.encode(ours, 2)];
    const common = [...first].filter((letter, at) => letter === second[at]).length;
    expect(common).toBeLessThan(8);
    for (const wrong of [
      '',
      'x',
      '1',
      `${first}A`,
      first.slice(1),
      first.replace(/^./, first[0] === 'A' ? 'B' : 'A'),
    ]) {
      expect(cursors.decode(ours, wrong)).toBeNull();
    }
  });
});
