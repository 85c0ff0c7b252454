import type { Command, CommandAnswer } from '@roundsman/api-contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClientClock } from '../clock.ts';
import { RefusedError, UnreachableError } from '../errors.ts';
import { fieldClock } from './field-clock.ts';
import { memoryOutboxStorage } from './memory-storage.ts';
import { openOutbox } from './outbox.ts';
import type { OutboxEntry, OutboxStorage, OutboxTransport } from './outbox-types.ts';

const stillClock: ClientClock = { epochMilliseconds: () => 0, monotonicMilliseconds: () => 0, sleep: async () => {} };

function refusal(status: number, code: string, more: object = {}) {
  return new RefusedError({ type: '', title: code, status, code, ...more });
}

/** The platform as the contract describes it: known ids get their old answer, the others must come without a gap. */
function modelPlatform(refuses: (command: Command) => boolean = () => false) {
  const answers = new Map<string, CommandAnswer>();
  const taken: Command[] = [];
  const files: string[] = [];
  let next = 1;
  return {
    taken,
    files,
    next: () => next,
    loseLast: (count: number) => {
      for (const command of taken.splice(Math.max(0, taken.length - count))) answers.delete(command.id);
      next = taken.length + 1;
    },
    take: (commands: readonly Command[]) => {
      if (commands.some(refuses)) throw refusal(422, 'invalid');
      const unknown = commands.filter(({ id }) => !answers.has(id));
      for (const [index, command] of unknown.entries()) {
        const code = command.deviceSeq < next + index ? 'seq_taken' : 'expected_seq';
        if (command.deviceSeq !== next + index) throw refusal(409, code, { expectedSeq: next });
      }
      for (const command of unknown) {
        taken.push(command);
        next++;
        const isOdd = command.payload.words === 'park me';
        answers.set(command.id, {
          id: command.id,
          deviceSeq: command.deviceSeq,
          outcome: isOdd ? 'parked' : 'applied',
          reason: isOdd ? 'The job is not on this itinerary' : null,
        });
      }
      return {
        serverNow: new Date(0).toISOString(),
        answers: commands.map(({ id }) => answers.get(id)!),
        nextDeviceSeq: next,
      };
    },
  };
}

/** Every request takes the next fault: lost on the way there, lost on the way back, busy, or none. */
type Fault = 'none' | 'request_lost' | 'answer_lost' | 'busy' | 'signed_out';
function faultyTransport(
  platform: ReturnType<typeof modelPlatform>,
  nextFault: () => Fault,
): OutboxTransport & { inFlight: number; most: number } {
  const through = async <T>(transport: { inFlight: number; most: number }, act: () => T): Promise<T> => {
    transport.inFlight++;
    transport.most = Math.max(transport.most, transport.inFlight);
    try {
      await Promise.resolve();
      const fault = nextFault();
      if (fault === 'request_lost') throw new UnreachableError('network');
      if (fault === 'busy') throw refusal(503, 'restarting');
      if (fault === 'signed_out') throw refusal(401, 'token_expired');
      const answer = act();
      if (fault === 'answer_lost') throw new UnreachableError('timeout');
      return answer;
    } finally {
      transport.inFlight--;
    }
  };
  return {
    inFlight: 0,
    most: 0,
    send(batch) {
      return through(this, () => platform.take(batch.commands));
    },
    upload(file) {
      return through(this, () => void platform.files.push(file.id));
    },
  };
}

class PowerCut extends Error {}
/** A disk that can lose power before or after a write has become durable; whoever waits for it never hears. */
function mortalStorage(inner: OutboxStorage, nextCut: () => 'none' | 'before' | 'after'): OutboxStorage {
  return {
    ...inner,
    write: async (change) => {
      const cut = nextCut();
      if (cut === 'before') throw new PowerCut();
      await inner.write(change);
      if (cut === 'after') throw new PowerCut();
    },
  };
}

const open = (storage: OutboxStorage, transport: OutboxTransport, newId?: () => string) =>
  openOutbox({
    storage,
    transport,
    clock: stillClock,
    fieldClock: fieldClock(stillClock),
    random: () => 0,
    ...(newId && { newId }),
  });
const note = (words: string, fileIds: string[] = []) => ({
  kind: 'note' as const,
  itineraryId: null,
  stopId: null,
  payload: { words },
  files: fileIds.map((id) => ({ id, contentType: 'image/jpeg', bytes: new Uint8Array(3) })),
});

test('whatever is lost, busy or cut, each captured command reaches the platform exactly once and in order', async () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant('record' as const) },
    { weight: 1, arbitrary: fc.constant('record_photo' as const) },
    { weight: 1, arbitrary: fc.constant('record_two' as const) },
    { weight: 3, arbitrary: fc.constant('flush' as const) },
    { weight: 2, arbitrary: fc.constant('record_while_flushing' as const) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  );
  const fault = fc.oneof(
    { weight: 5, arbitrary: fc.constant('none' as const) },
    { weight: 5, arbitrary: fc.constantFrom<Fault>('request_lost', 'answer_lost', 'busy', 'signed_out') },
  );
  const cut = fc.oneof(
    { weight: 9, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constantFrom('before' as const, 'after' as const) },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.array(fault, { maxLength: 40 }),
      fc.array(cut, { maxLength: 60 }),
      async (steps, faults, cuts) => {
        const platform = modelPlatform();
        const transport = faultyTransport(platform, () => faults.shift() ?? 'none');
        const disk = memoryOutboxStorage();
        let made = 0;
        const start = () =>
          open(
            mortalStorage(disk, () => cuts.shift() ?? 'none'),
            transport,
            () => `command-${String(++made).padStart(4, '0')}`,
          );
        let outbox = await start();
        const restart = async () => {
          outbox = await start();
        };
        /** What the crew was told is safe. */
        const safe: string[] = [];
        const keep = async (work: Promise<OutboxEntry | OutboxEntry[]>) => {
          safe.push(...[await work].flat().map(({ command }) => command.id));
        };
        const orRestart = (work: Promise<unknown>) =>
          work.catch((error) => {
            expect(error).toBeInstanceOf(PowerCut);
            return restart();
          });
        for (const [index, kind] of steps.entries()) {
          if (kind === 'record') await orRestart(keep(outbox.record(note(`${index}`))));
          if (kind === 'record_photo') await orRestart(keep(outbox.record(note(`${index}`, [`file-${index}`]))));
          if (kind === 'record_two') await orRestart(keep(outbox.recordAll([note(`${index}`), note(`${index}`)])));
          if (kind === 'flush') await orRestart(outbox.flush());
          if (kind === 'record_while_flushing') {
            const work = [outbox.flush(), keep(outbox.record(note(`${index}`)))];
            const results = await Promise.allSettled(work);
            if (results.some(({ status }) => status === 'rejected')) await restart();
          }
          if (kind === 'restart') await restart();
        }
        faults.length = 0;
        cuts.length = 0;
        await restart();
        const end = await outbox.flush();

        expect(end).toMatchObject({ waiting: 0, trouble: null });
        const captured = (await disk.load()).entries.map(({ command }) => command.id).sort();
        expect(platform.taken.map(({ id }) => id)).toEqual(captured);
        expect(captured).toEqual(expect.arrayContaining(safe));
        expect(platform.taken.map(({ deviceSeq }) => deviceSeq)).toEqual(captured.map((_, index) => index + 1));
        for (const command of platform.taken.filter(({ payload }) => steps[Number(payload.words)] === 'record_photo'))
          expect(platform.files).toContain(`file-${command.payload.words}`);
        expect(transport.most).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 400 },
  );
});

test('a photo goes before the command that names it and after everything that happened before', async () => {
  const platform = modelPlatform();
  const order: string[] = [];
  const outbox = await open(memoryOutboxStorage(), {
    send: async ({ commands }) => {
      order.push(...commands.map(({ payload }) => payload.words!));
      return platform.take(commands);
    },
    upload: async ({ id }) => void order.push(id),
  });
  for (const words of ['arrived', 'proof', 'completed'])
    await outbox.record(note(words, words === 'proof' ? ['photo'] : []));
  await outbox.flush();
  expect(order).toEqual(['arrived', 'photo', 'proof', 'completed']);
});

test('a parked command blocks nothing and stays to be seen until somebody has read why', async () => {
  const platform = modelPlatform();
  const outbox = await open(
    memoryOutboxStorage(),
    faultyTransport(platform, () => 'none'),
  );
  const parked = await outbox.record(note('park me'));
  await outbox.record(note('after it'));
  const snapshot = await outbox.flush();
  expect(snapshot.waiting).toBe(0);
  expect(snapshot.troubled).toMatchObject([{ state: 'parked', reason: 'The job is not on this itinerary' }]);
  await outbox.acknowledge([parked.command.id]);
  expect(outbox.snapshot().troubled).toEqual([]);
});

test('a command the platform cannot read is set aside with its reason and the ones behind it close the gap', async () => {
  const platform = modelPlatform(({ payload }) => payload.words === 'poison');
  const storage = memoryOutboxStorage();
  const outbox = await open(
    storage,
    faultyTransport(platform, () => 'none'),
  );
  for (const words of ['a', 'b', 'poison', 'c', 'd']) await outbox.record(note(words));
  const snapshot = await outbox.flush();
  expect(platform.taken.map(({ payload }) => payload.words)).toEqual(['a', 'b', 'c', 'd']);
  expect(platform.taken.map(({ deviceSeq }) => deviceSeq)).toEqual([1, 2, 3, 4]);
  expect(snapshot.troubled).toMatchObject([{ state: 'set_aside', command: { payload: { words: 'poison' } } }]);
  await outbox.record(note('e'));
  await outbox.flush();
  expect(platform.taken.at(-1)).toMatchObject({ deviceSeq: 5, payload: { words: 'e' } });
});

test('a platform that came back from a backup gets again what it lost', async () => {
  const platform = modelPlatform();
  const outbox = await open(
    memoryOutboxStorage(),
    faultyTransport(platform, () => 'none'),
  );
  for (const words of ['a', 'b', 'c', 'd']) await outbox.record(note(words));
  await outbox.flush();
  platform.loseLast(2);
  await outbox.record(note('e'));
  expect(await outbox.flush()).toMatchObject({ waiting: 0, trouble: null });
  expect(platform.taken.map(({ payload }) => payload.words)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('a device whose storage was emptied goes on with the number the platform expects', async () => {
  const platform = modelPlatform();
  const transport = faultyTransport(platform, () => 'none');
  const before = await open(memoryOutboxStorage(), transport);
  await before.record(note('a'));
  await before.flush();

  const unaware = await open(memoryOutboxStorage(), transport);
  await unaware.record(note('b'));
  await unaware.record(note('c'));
  expect(await unaware.flush()).toMatchObject({ waiting: 0, trouble: null });

  const aware = await open(memoryOutboxStorage(), transport);
  await aware.bind('device', platform.next());
  await aware.record(note('d'));
  await aware.flush();
  expect(platform.taken.map(({ payload }) => payload.words)).toEqual(['a', 'b', 'c', 'd']);
});

test('after pairing anew the waiting commands go out under the new device, the answered ones do not go again', async () => {
  const [first, second] = [modelPlatform(), modelPlatform()];
  let current = first;
  let isOnline = true;
  const storage = memoryOutboxStorage();
  const outbox = await open(storage, {
    send: async ({ commands }) => {
      if (!isOnline) throw new UnreachableError('network');
      return current.take(commands);
    },
    upload: async () => {},
  });
  await outbox.bind('device-1', 1);
  await outbox.record(note('answered'));
  await outbox.flush();
  isOnline = false;
  await outbox.record(note('waiting'));
  expect((await outbox.flush()).trouble?.kind).toBe('unreachable');
  isOnline = true;
  current = second;
  await outbox.bind('device-2', 1);
  await outbox.flush();
  expect(second.taken.map(({ payload }) => payload.words)).toEqual(['waiting']);
});

test('a photo that is refused for good is kept on the device and does not hold up its command', async () => {
  const platform = modelPlatform();
  const storage = memoryOutboxStorage();
  const outbox = await open(storage, {
    send: async ({ commands }) => platform.take(commands),
    upload: async () => {
      throw refusal(413, 'file_too_large');
    },
  });
  await outbox.record(note('proof', ['huge']));
  expect(await outbox.flush()).toMatchObject({ waiting: 0, trouble: null });
  expect(platform.taken).toHaveLength(1);
  expect(await storage.readFile('huge')).not.toBeNull();
});

test('started, it sends by itself as soon as something is recorded, and again after trouble', async () => {
  const platform = modelPlatform();
  const faults: Fault[] = ['request_lost', 'busy'];
  let idle = () => {};
  const settled = new Promise<void>((resolve) => {
    idle = resolve;
  });
  const outbox = await open(
    memoryOutboxStorage(),
    faultyTransport(platform, () => faults.shift() ?? 'none'),
  );
  outbox.subscribe(() => {
    const { waiting, sending } = outbox.snapshot();
    if (platform.taken.length === 2 && waiting === 0 && !sending) idle();
  });
  outbox.start();
  await outbox.record(note('a'));
  await outbox.record(note('b'));
  await settled;
  await outbox.stop();
  expect(platform.taken.map(({ payload }) => payload.words)).toEqual(['a', 'b']);
});

test('stopped in the middle of a long pass, it waits for the request in flight and begins no other, until it is started again', async () => {
  const platform = modelPlatform();
  const calm = faultyTransport(platform, () => 'none');
  const requests: string[] = [];
  const stops: Promise<void>[] = [];
  const outbox = await open(memoryOutboxStorage(), {
    send: (batch) => {
      requests.push('send');
      return calm.send(batch);
    },
    upload: (file) => {
      requests.push(file.id);
      if (stops.length === 0) stops.push(outbox.stop());
      return calm.upload(file);
    },
  });
  await outbox.record(note('proof', ['photo', 'signature']));
  await outbox.record(note('left'));
  outbox.start();
  await outbox.flush();
  await Promise.all(stops);
  expect(requests).toEqual(['photo']);
  expect(platform.files).toEqual(['photo']);
  expect(outbox.snapshot()).toMatchObject({ waiting: 2, sending: false, trouble: null });

  outbox.start();
  await outbox.flush();
  expect(platform.taken.map(({ payload }) => payload.words)).toEqual(['proof', 'left']);
  expect(requests).toEqual(['photo', 'signature', 'send']);
  await outbox.stop();
});
