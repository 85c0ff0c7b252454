import { parentPort } from 'node:worker_threads';
import { type CallMessage, type Calls, toFault, type WorkerMessage } from './call-protocol.ts';

interface Service<C extends Calls> {
  readonly calls: C;
  /** Told to the one who opened the worker. */
  readonly greeting: unknown;
  /** Buffers of an answer that are moved to the asking thread, not copied. */
  readonly transfer?: (value: unknown) => ArrayBuffer[];
}

/** In the worker: gets ready, says so with a greeting, then answers questions as they come. */
export async function serveCalls<C extends Calls>(getReady: () => Promise<Service<C>>): Promise<void> {
  if (!parentPort) throw new Error('serveCalls runs in a worker thread');
  const port = parentPort;
  const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  try {
    const service = await getReady();
    port.on('message', (message: CallMessage) => void answer(service, message, send));
    send({ kind: 'ready', greeting: service.greeting });
  } catch (error) {
    send({ kind: 'refused', fault: toFault(error) });
  }
}

async function answer<C extends Calls>(
  { calls, transfer }: Service<C>,
  { id, name, question }: CallMessage,
  send: (message: WorkerMessage, transfer?: ArrayBuffer[]) => void,
): Promise<void> {
  try {
    const value = await calls[name]!(question as never);
    send({ kind: 'answer', id, value }, transfer?.(value));
  } catch (error) {
    send({ kind: 'fault', id, fault: toFault(error) });
  }
}

/** In the worker: tells the main thread how far it is. */
export function sendProgress(progress: unknown): void {
  parentPort?.postMessage({ kind: 'progress', progress } satisfies WorkerMessage);
}
