import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { unpackPoints } from '@roundsman/units';
import { Problem } from '../../../platform/index.ts';
import type { DayRoads } from '../day-roads.ts';
import type { FingerprintedDay } from './fingerprint-day.ts';
import type { Answers, FromThread, Question, RoadQuestion, ToThread } from './messages.ts';

const THREAD = new URL('./thread.ts', import.meta.url);
/** Beyond these a caller is told to come back. */
const MOST_WAITING = 500;
/** Keys of days that a thread was given; it says when it has forgotten one. */
const MOST_KEYS = 1000;

interface Waiting {
  readonly roads: DayRoads;
  readonly resend: () => void;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Why the roads did not answer, while the thread says so in its own words. */
  roadsFault: unknown;
}

/** One thread that opens days and answers questions about them, so that the event loop does neither. */
class DayThread {
  readonly #waiting = new Map<number, Waiting>();
  readonly #given = new Set<string>();
  #worker: Worker | null = null;
  #nextId = 1;

  ask(roads: DayRoads, { key, frame, line, given }: FingerprintedDay, question: Question): Promise<unknown> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.reject(tooMany());
    const worker = this.#running();
    const id = this.#nextId++;
    const send = (day: ReturnType<typeof given> | null) =>
      worker.postMessage({ kind: 'ask', id, key, frame, line, given: day, question } satisfies ToThread);
    return new Promise((resolve, reject) => {
      const resend = () => send(given());
      this.#waiting.set(id, { roads, resend, resolve, reject, roadsFault: null });
      worker.ref();
      const known = this.#given.has(key);
      if (this.#given.size >= MOST_KEYS) this.#given.clear();
      this.#given.add(key);
      if (known) send(null);
      else resend();
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(THREAD, { execArgv: [] });
    this.#worker = worker;
    worker.on('message', (message: FromThread) => this.#hear(worker, message));
    let fault: Error | null = null;
    worker.on('error', (error) => {
      fault = error as Error;
    });
    worker.on('exit', (code) => {
      if (this.#worker === worker) this.#worker = null;
      this.#given.clear();
      const why = `The thread that opens days stopped${fault ? `: ${fault.message}` : ` (code ${code})`}.`;
      for (const { reject } of this.#waiting.values()) reject(new Error(why));
      this.#waiting.clear();
    });
    return worker;
  }

  #hear(worker: Worker, message: FromThread): void {
    if (message.kind === 'ask_roads') {
      void this.#askRoads(worker, message);
      return;
    }
    const asked = this.#waiting.get(message.id);
    if (!asked) return;
    if (message.kind === 'needs_day') {
      asked.resend();
      return;
    }
    this.#waiting.delete(message.id);
    // Nobody's question keeps the process alive once all are answered.
    if (this.#waiting.size === 0) worker.unref();
    if (message.kind === 'answer') asked.resolve(message.value);
    else if (message.byRoads && asked.roadsFault) asked.reject(asked.roadsFault as Error);
    else asked.reject(message.problem ? new Problem(message.problem) : new Error(message.message));
  }

  async #askRoads(worker: Worker, { id, of, question }: Extract<FromThread, { kind: 'ask_roads' }>): Promise<void> {
    const asked = this.#waiting.get(of);
    const answer = (message: ToThread, buffers: ArrayBuffer[] = []) => worker.postMessage(message, buffers);
    if (!asked) return answer({ kind: 'roads_failed', id });
    try {
      const value = await callRoads(asked.roads, question);
      answer({ kind: 'roads_answered', id, value }, [
        value.seconds.buffer as ArrayBuffer,
        value.meters.buffer as ArrayBuffer,
      ]);
    } catch (error) {
      asked.roadsFault = error;
      answer({ kind: 'roads_failed', id });
    }
  }
}

function callRoads({ travelTimes, search }: DayRoads, question: RoadQuestion) {
  return question.call === 'matrix'
    ? travelTimes.matrix(unpackPoints(question.from), unpackPoints(question.to), question.profile)
    : search.neighbours(unpackPoints(question.places), question.profile, question.count);
}

/** Two where there are cores for them: a day that is opened keeps its thread busy for a second or more. */
const threads = Array.from({ length: availableParallelism() >= 4 ? 2 : 1 }, () => new DayThread());

/**
 * Asks a day, which is opened when it is not open yet and kept for the next question. Threads start with the first one and do not keep the process alive.
 * Problem 503 `overloaded`, those of travel times.
 */
export function askDay<K extends keyof Answers>(
  roads: DayRoads,
  named: FingerprintedDay,
  question: Extract<Question, { readonly kind: K }>,
): Promise<Answers[K]['answer']> {
  const thread = threads[(named.line.codePointAt(0) ?? 0) % threads.length]!;
  return thread.ask(roads, named, question) as Promise<Answers[K]['answer']>;
}

function tooMany(): Problem {
  return new Problem({
    status: 503,
    code: 'overloaded',
    title: 'Too many questions about days wait already',
    remedy: 'Ask again in a moment.',
    retryAfterSeconds: 2,
  });
}
