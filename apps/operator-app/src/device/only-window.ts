/**
 * True once this window owns the outbox: numbers without gaps need one writer. Answers false at once when another window of this browser has it,
 * and calls `onFree` when that one closes.
 */
export async function becomeOnlyWindow(onFree: () => void): Promise<boolean> {
  if (!('locks' in navigator)) return true;
  const isMine = await new Promise<boolean>((resolve) => {
    void navigator.locks.request('roundsman-crew', { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
  if (!isMine) void navigator.locks.request('roundsman-crew', async () => onFree());
  return isMine;
}
