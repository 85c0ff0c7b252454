/** The client's one clock. Handed in, so that tests and the simulator own time. */
export interface ClientClock {
  /** The device's own idea of the time, epoch milliseconds; may be wrong and may jump. */
  epochMilliseconds(): number;
  /** Never jumps; its zero is arbitrary and changes with every start. */
  monotonicMilliseconds(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: ClientClock = {
  epochMilliseconds: () => Date.now(),
  monotonicMilliseconds: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
