import { parentPort } from 'node:worker_threads';
import type { LayingOut, LayOutAnswer } from './lay-out.ts';
import { layOutDay } from './lay-out-day.ts';

parentPort!.on('message', ({ id, given, travel, before }: LayingOut & { readonly id: number }) => {
  const post = (answer: LayOutAnswer) => parentPort!.postMessage(answer);
  try {
    post({ id, laidOut: layOutDay(given, travel, before) });
  } catch (fault) {
    post({ id, fault: fault as Error });
  }
});
