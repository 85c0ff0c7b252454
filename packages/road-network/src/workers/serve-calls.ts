import { parentPort } from 'node:worker_threads';
import { type CallMessage, type Calls, toFault, type WorkerMessage } from './call-protocol.ts';

/** In the worker: gets ready, says so with a greeting, then answers questions as they come. */
export async function serveCalls<C extends Calls>(
  getReady: () => Promise<{ calls: C; greeting: unknown; transfer?: (value: unknown) => ArrayBuffer[] }>,
): Promise<void> {
  if (!parentPort) throw new Error('serveCalls runs in a worker thread');
  const port = parentPort;
  const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  try {
    const { calls, greeting, transfer } = await getReady();
    port.on('message', async ({ id, name, question }: CallMessage) => {
      try {
        const value = await calls[name]!(question as never);
        send({ kind: 'answer', id, value }, transfer?.(value));
      } catch (error) {
        send({ kind: 'fault', id, fault: toFault(error) });
      }
    });
    send({ kind: 'ready', greeting });
  } catch (error) {
    send({ kind: 'refused', fault: toFault(error) });
  }
}

/** In the worker: tells the main thread how far it is. */
export function sendProgress(progress: unknown): void {
  parentPort?.postMessage({ kind: 'progress', progress } satisfies WorkerMessage);
}
