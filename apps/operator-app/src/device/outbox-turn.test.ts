import { afterEach, expect, test, vi } from 'vitest';
import { OUTBOX, sendLater, takeOutbox } from './outbox-turn.ts';

afterEach(() => vi.unstubAllGlobals());

/** A service worker that sends, and lets go (or does not) when it is asked. */
async function startWorker(letsGo: boolean) {
  const channel = new BroadcastChannel(OUTBOX);
  const state = { isHeld: false, wasTaken: false };
  const asked = new Promise<void>((resolve) => {
    channel.onmessage = () => resolve();
  });
  await new Promise<void>((resolve) => {
    const send = async () => {
      state.isHeld = true;
      resolve();
      await (letsGo ? asked : new Promise(() => {}));
      state.isHeld = false;
    };
    navigator.locks.request(OUTBOX, { steal: true }, send).catch(() => {
      state.wasTaken = true;
    });
  });
  return { state, close: () => channel.close() };
}

test('a window has the outbox as soon as the worker that sends from it lets go', async () => {
  const worker = await startWorker(true);
  const from = performance.now();
  await takeOutbox();
  expect(performance.now() - from).toBeLessThan(900);
  expect(worker.state).toEqual({ isHeld: false, wasTaken: false });
  worker.close();
});

test('a worker that is stuck loses it after a second', async () => {
  const worker = await startWorker(false);
  await takeOutbox();
  await vi.waitFor(() => expect(worker.state.wasTaken).toBe(true));
  worker.close();
});

test('the browser is asked to wake the worker, and one that cannot or will not changes nothing', async () => {
  const register = vi.fn(async () => {});
  const serviceWorker = { getRegistration: async (): Promise<unknown> => ({ sync: { register } }) };
  vi.stubGlobal('navigator', { serviceWorker });
  await sendLater();
  expect(register).toHaveBeenCalledWith(OUTBOX);
  register.mockRejectedValue(new DOMException('Not allowed', 'NotAllowedError'));
  await sendLater();
  for (const registration of [undefined, {}]) {
    serviceWorker.getRegistration = async () => registration;
    await sendLater();
  }
  vi.stubGlobal('navigator', {});
  await sendLater();
});
