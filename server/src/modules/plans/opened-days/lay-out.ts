import { Worker } from 'node:worker_threads';
import type { RouteOrder } from '@roundsman/routing-solver';
import type { DayTravel } from '../day-roads.ts';
import type { DayAsGiven } from './day-as-given.ts';
import { type LaidOut, layOutDay } from './lay-out-day.ts';

const THREAD = new URL('./lay-out-thread.ts', import.meta.url);
/** So many take tens of milliseconds, which nobody has to wait for elsewhere. */
const MOST_AT_ONCE = 200;

export interface LayingOut {
  readonly given: DayAsGiven;
  readonly travel: DayTravel;
  /** How it was laid out with other visits; null: never. */
  readonly before: readonly RouteOrder[] | null;
}

export type LayOut = (wish: LayingOut) => Promise<LaidOut>;

export interface LayOutAnswer {
  readonly id: number;
  readonly laidOut?: LaidOut;
  readonly fault?: Error;
}

/** Lays days out, large ones in a thread of their own that starts with the first: questions about others are answered meanwhile. */
export function createLayOut(): LayOut {
  const waiting = new Map<number, { resolve: (laidOut: LaidOut) => void; reject: (fault: Error) => void }>();
  let worker: Worker | null = null;
  let lastId = 0;

  function running(): Worker {
    if (worker) return worker;
    const started = new Worker(THREAD, { execArgv: [] });
    worker = started;
    started.unref();
    started.on('message', ({ id, laidOut, fault }: LayOutAnswer) => {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (laidOut) asked?.resolve(laidOut);
      else asked?.reject(fault ?? new Error('The day was not laid out.'));
    });
    const end = (why: Error) => {
      // One that failed also exits: by then another may be at work.
      if (worker !== started) return;
      worker = null;
      for (const { reject } of waiting.values()) reject(why);
      waiting.clear();
    };
    started.on('error', (fault) => end(fault as Error));
    started.on('exit', (code) => end(new Error(`The thread that lays days out stopped (code ${code}).`)));
    return started;
  }

  return async ({ given, travel, before }) => {
    if (given.asItStands || given.day.jobs.length <= MOST_AT_ONCE) return layOutDay(given, travel, before);
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      running().postMessage({ id, given, travel, before });
    });
  };
}
