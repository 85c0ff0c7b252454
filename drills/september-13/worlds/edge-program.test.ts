import { expect, test } from 'vitest';
import { freePort } from '../../../e2e/harness/platform.ts';
import { EdgeProgram } from './edge-program.ts';

test('a run is given up when the edge program dies in the middle of it, and only then', async () => {
  const start = async () =>
    EdgeProgram.open(await freePort(), {
      PLATFORM_URL: 'http://127.0.0.1:9',
      EDGES: 'Edge 1=http://127.0.0.1:9',
      LOG_LEVEL: 'silent',
    });
  const dying = await start();
  const run = Promise.race([new Promise((resolve) => setTimeout(resolve, 20_000)), dying.died]);
  process.kill(dying.processId, 'SIGKILL');
  await expect(run).rejects.toThrow('The edge program ended with SIGKILL in the middle of a run');
  await dying.close();

  const closed = await start();
  await closed.close();
  const settled = await Promise.race([
    closed.died.catch(() => 'died'),
    new Promise((resolve) => setTimeout(resolve, 50)),
  ]);
  expect(settled).toBeUndefined();
}, 60_000);
