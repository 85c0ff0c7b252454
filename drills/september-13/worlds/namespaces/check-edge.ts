import type { OwnChecks } from '../world.ts';

const EVERY_MS = 1_000;
const PATIENCE_MS = 2_000;
const IN_A_ROW = 3;

/** The edge's own health check, as its provider runs it: from inside, past the side that the clients come over. */
export function checkEdge(address: string): { checks(): OwnChecks; close(): Promise<void> } {
  const ending = new AbortController();
  let [asked, failed, inARow, wasDown] = [0, 0, 0, false];
  const looking = look();
  async function look(): Promise<void> {
    while (!ending.signal.aborted) {
      const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ending.signal]);
      const isWell = await fetch(`https://${address}/edge-healthz`, { signal }).then(
        async (answer) => {
          await answer.body?.cancel();
          return answer.status === 200;
        },
        () => false,
      );
      if (ending.signal.aborted) return;
      asked++;
      failed += isWell ? 0 : 1;
      inARow = isWell ? 0 : inARow + 1;
      wasDown ||= inARow >= IN_A_ROW;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
  return {
    checks: () => ({ asked, failed, wasDown }),
    close: async () => {
      ending.abort();
      await looking;
    },
  };
}
