import type { HostedFile } from './file-host.ts';

/** One after the other, each would wait for a far side or a busy disk that has time for several. */
const AT_ONCE = 4;

/**
 * Several files at a time; the one that speaks of all the others comes when they are there. Rejects with the first fault once nothing is on its
 * way any more: a later page must not be overtaken by an earlier one.
 */
export async function putInOrder(
  files: readonly HostedFile[],
  signal: AbortSignal,
  putOne: (file: HostedFile) => Promise<void>,
): Promise<void> {
  const last = files.at(-1);
  const waiting = files.slice(0, -1).values();
  const faults: unknown[] = [];
  const work = Array.from({ length: AT_ONCE }, async () => {
    for (const file of waiting) {
      if (faults.length > 0 || signal.aborted) return;
      await putOne(file).catch((fault: unknown) => faults.push(fault));
    }
  });
  await Promise.all(work);
  if (faults.length > 0) throw faults[0];
  signal.throwIfAborted();
  if (last) await putOne(last);
}
