/** Worker threads as typed questions and answers: heavy work never blocks the event loop that serves people. */
export type { Calls } from './call-protocol.ts';
export { WorkerCalls } from './call-worker.ts';
export { sendProgress, serveCalls } from './serve-calls.ts';
