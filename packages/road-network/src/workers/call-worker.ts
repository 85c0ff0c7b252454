import { Worker } from 'node:worker_threads';
import { RoadError } from '../road-error.ts';
import { type CallMessage, type Calls, fromFault, type WorkerMessage } from './call-protocol.ts';

/** Questions waiting for one worker; beyond it the caller is told to come back. */
const MAX_WAITING = 5_000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

type AnswerTo<C extends Calls, N extends keyof C> = C[N] extends (question: never) => Promise<infer Answer>
  ? Answer
  : never;

export interface WorkerStart {
  readonly file: URL;
  readonly data: unknown;
  readonly onProgress?: (progress: unknown) => void;
}

/**
 * A worker thread seen from outside: typed questions, answers as promises. When the thread dies the questions under way
 * fail with `worker_stopped` and the next question starts a new thread.
 */
export class WorkerCalls<C extends Calls> {
  readonly #start: WorkerStart;
  #thread: Promise<Worker> | null = null;
  #greeting: unknown = null;
  #closed = false;
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();

  private constructor(start: WorkerStart) {
    this.#start = start;
  }

  /** Resolves when the worker is ready. @throws RoadError what the worker could not do */
  static async open<C extends Calls>(start: WorkerStart): Promise<WorkerCalls<C>> {
    const calls = new WorkerCalls<C>(start);
    await calls.#running();
    return calls;
  }

  /** What the worker said when it was ready. */
  get greeting(): unknown {
    return this.#greeting;
  }

  async ask<N extends keyof C & string>(name: N, question: Parameters<C[N]>[0]): Promise<AnswerTo<C, N>> {
    if (this.#waiting.size >= MAX_WAITING) {
      throw new RoadError({
        code: 'busy',
        message: `${MAX_WAITING} questions already wait for the roads.`,
        remedy: 'Wait for the answers, or ask for many places at once.',
      });
    }
    const thread = await this.#running();
    const id = this.#nextId++;
    return new Promise<AnswerTo<C, N>>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      thread.postMessage({ id, name, question } satisfies CallMessage);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const thread = await this.#thread?.catch(() => null);
    await thread?.terminate();
    this.#fail('closed', 'The roads were closed.');
  }

  #running(): Promise<Worker> {
    if (this.#closed) return Promise.reject(stopped('closed', 'The roads were closed.'));
    this.#thread ??= this.#launch();
    return this.#thread;
  }

  /** Without the process's own flags: some (`--input-type`) are refused in a thread. */
  #launch(): Promise<Worker> {
    const worker = new Worker(this.#start.file, { workerData: this.#start.data, execArgv: [] });
    return new Promise<Worker>((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'progress') this.#start.onProgress?.(message.progress);
        else if (message.kind === 'ready') {
          this.#greeting = message.greeting;
          resolve(worker);
        } else if (message.kind === 'refused') {
          reject(fromFault(message.fault));
          void worker.terminate();
        } else this.#settle(message);
      });
      let fault: Error | null = null;
      worker.on('error', (error) => {
        fault = error as Error;
      });
      worker.on('exit', (code) => {
        this.#thread = null;
        const why = `The thread that answers for the roads stopped${fault ? `: ${fault.message}` : ` (code ${code})`}.`;
        reject(stopped('worker_stopped', why, fault));
        this.#fail('worker_stopped', why, fault);
      });
    });
  }

  #settle(message: Extract<WorkerMessage, { id: number }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(fromFault(message.fault));
  }

  #fail(code: 'closed' | 'worker_stopped', why: string, cause?: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(stopped(code, why, cause));
    this.#waiting.clear();
  }
}

function stopped(code: 'closed' | 'worker_stopped', message: string, cause?: unknown): RoadError {
  const remedy =
    code === 'closed' ? 'Open them again with createRoads.' : 'Ask again: the next question starts a new thread.';
  return new RoadError({ code, message, remedy, cause });
}
