import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { seeded } from '../../seeded.ts';
import { openFaultProxy } from './fault-proxy.ts';

const PIECES = 300;

test('bytes arrive in the order in which they were sent, however long each piece waits', async () => {
  let arrived = '';
  const upstream = createServer((socket) => socket.on('data', (bytes) => (arrived += bytes.toString('utf8'))));
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const proxy = await openFaultProxy({
    port: 0,
    upstream: { host: '127.0.0.1', port: (upstream.address() as AddressInfo).port },
    random: seeded(13),
    fault: () => ({ queue: [0, 12] }),
  });
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1').setNoDelay();
  onTestFinished(async () => {
    socket.destroy();
    await proxy.close();
    upstream.close();
  });
  const sent = Array.from({ length: PIECES }, (_, at) => `${at} `);
  for (const piece of sent) {
    socket.write(piece);
    await sleep(1);
  }
  await expect.poll(() => arrived.length, { timeout: 5_000 }).toBe(sent.join('').length);
  expect(arrived).toBe(sent.join(''));
});
