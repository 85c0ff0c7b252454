import { afterEach, describe, expect, it } from 'vitest';
import { WorkerCalls } from './call-worker.ts';
import type { DyingCalls } from './dying-worker.ts';

describe('asking a worker thread', () => {
  let worker: WorkerCalls<DyingCalls>;
  const open = async () => {
    worker = await WorkerCalls.open<DyingCalls>({ file: new URL('./dying-worker.ts', import.meta.url), data: null });
    return worker;
  };
  afterEach(() => worker?.close());

  it('gets answers, each to its question', async () => {
    await open();
    expect(worker.greeting).toBe('ready');
    expect(await Promise.all([1, 2, 3].map((number) => worker.ask('double', number)))).toEqual([2, 4, 6]);
  });

  it('gets the fault of a question, and goes on', async () => {
    await open();
    await expect(worker.ask('refuse', 'not this')).rejects.toThrow('not this');
    expect(await worker.ask('double', 4)).toBe(8);
  });

  it.each(['die', 'exit'] as const)(
    'is told when the thread stops (%s), and the next question starts a new one',
    async (how) => {
      await open();
      const lost = worker.ask('double', 1).then(() => worker.ask(how, null));
      await expect(lost).rejects.toMatchObject({ code: 'worker_stopped' });
      expect(await worker.ask('double', 5)).toBe(10);
    },
  );

  it('is told that it was closed', async () => {
    await open();
    const lost = worker.ask('die', null);
    lost.catch(() => {});
    await worker.close();
    await expect(lost).rejects.toMatchObject({ code: expect.stringMatching(/^(closed|worker_stopped)$/) });
    await expect(worker.ask('double', 1)).rejects.toMatchObject({ code: 'closed' });
  });
});
