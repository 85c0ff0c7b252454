import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createSearch, InvalidProblem } from '../index.ts';
import { joinMeeting } from './meeting.ts';
import type { ThreadInput, ThreadMessage } from './messages.ts';

const PROGRESS_EVERY_SECONDS = 1;

/** On Linux the priority is that of this thread alone; elsewhere it would be the whole process's. */
const BACKGROUND_NICENESS = 10;

const { problem, seed, limit, thread, meeting, inBackground, stopFlag } = workerData as ThreadInput;
if (inBackground && process.platform === 'linux') setPriority(BACKGROUND_NICENESS);
const post = (message: ThreadMessage) => parentPort!.postMessage(message);

const joined = meeting ? joinMeeting(meeting, thread) : null;

try {
  const startedAt = performance.now();
  const search = createSearch(problem, { seed, ...(joined && { exchange: joined.exchange }) });
  let reportedAt = 0;
  search.run(
    'iterations' in limit ? { ...limit, isStopped } : { elapsed: () => (isStopped() ? 1 : elapsed() / limit.seconds) },
  );
  post({ kind: 'plan', plan: search.plan() });

  function isStopped(): boolean {
    if (elapsed() - reportedAt >= PROGRESS_EVERY_SECONDS) {
      reportedAt = elapsed();
      post({ kind: 'progress', progress: search.progress(), elapsedSeconds: reportedAt });
    }
    return Atomics.load(stopFlag, 0) === 1;
  }

  function elapsed(): number {
    return (performance.now() - startedAt) / 1000;
  }
} catch (error) {
  if (!(error instanceof InvalidProblem)) throw error;
  post({ kind: 'refused', faults: error.faults });
} finally {
  joined?.leave();
}
