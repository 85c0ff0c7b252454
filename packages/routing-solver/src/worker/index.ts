/** @roundsman/routing-solver/worker: searches off the calling thread, in Node. A real clock lives here and nowhere else in the package. */
export { createMeeting, joinMeeting, leaveMeeting, type Meeting } from './meeting.ts';
export { type SolveHandle, type SolveOptions, solveInWorker } from './solve-in-worker.ts';
