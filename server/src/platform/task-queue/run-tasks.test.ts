import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Actor } from '../database/index.ts';
import { silentLog } from '../log/index.ts';
import { openMetrics } from '../metrics/index.ts';
import { createTestOrganisation, openTestDatabase, type TestDatabase } from '../testing/index.ts';
import { runTasks, type TaskHandler } from './index.ts';

const actor: Actor = { kind: 'system', id: 'test' };

describe('background tasks', () => {
  let test: TestDatabase;
  let organisationId: string;
  beforeAll(async () => {
    test = await openTestDatabase();
    organisationId = await createTestOrganisation(test);
  });
  afterAll(() => test.close());

  const start = (...handlers: TaskHandler[]) =>
    runTasks({ target: test.target, handlers, log: silentLog, metrics: openMetrics() });
  const add = (name: string, options = {}) =>
    test.database.transact({ organisationId, actor }, (work) => work.addTask(name, { name }, options));
  const until = async (holds: () => boolean) => {
    for (let waited = 0; waited < 10_000 && !holds(); waited += 10)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(holds()).toBe(true);
  };

  it('run after the unit that added them was committed, with their payload, once', async () => {
    const ran: unknown[] = [];
    const tasks = await start({ name: 'once', run: async (payload, { attempt }) => void ran.push([payload, attempt]) });
    await add('once');
    await until(() => ran.length > 0);
    expect(ran).toEqual([[{ name: 'once' }, 1]]);
    await tasks.stop();
    const { rows } = await test.pool.query('SELECT count(*)::int AS left FROM graphile_worker._private_jobs');
    expect(rows).toEqual([{ left: 0 }]);
  });

  it('are one task when they carry the same key, however often they are added', async () => {
    for (let at = 0; at < 3; at++) await add('keyed', { jobKey: 'same' });
    let ran = 0;
    const tasks = await start({
      name: 'keyed',
      run: async () => {
        ran++;
      },
    });
    await until(() => ran > 0);
    await tasks.stop();
    expect(ran).toBe(1);
  });

  it('are kept for later when they fail, and finished before a clean stop', async () => {
    let finished = false;
    const tasks = await start(
      {
        name: 'failing',
        run: async () => {
          throw new Error('not today');
        },
      },
      {
        name: 'slow',
        run: async () => {
          await new Promise((resolve) => setTimeout(resolve, 500));
          finished = true;
        },
      },
    );
    await add('failing', { maxAttempts: 5 });
    await add('slow');
    await new Promise((resolve) => setTimeout(resolve, 250));
    await tasks.stop();
    expect(finished).toBe(true);
    const { rows } = await test.pool.query(
      'SELECT attempts, max_attempts, last_error FROM graphile_worker._private_jobs',
    );
    expect(rows).toEqual([{ attempts: 1, max_attempts: 5, last_error: expect.stringContaining('not today') }]);
  });
});
