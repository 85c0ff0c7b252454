/** Of the lock that whoever writes to the outbox holds, of the channel on which it is asked for it, and of the browser's background sync. */
export const OUTBOX = 'roundsman-outbox';

/** A worker lets go within milliseconds; one that is stuck loses it. */
const PATIENCE_MILLISECONDS = 1_000;

/** Resolves once this window has the outbox for itself: a worker that was sending from it lets go. */
export async function takeOutbox(): Promise<void> {
  if (!('locks' in navigator)) return;
  const channel = new BroadcastChannel(OUTBOX);
  channel.postMessage('let go');
  channel.close();
  await new Promise<void>((resolve) => {
    let isMine = false;
    const take = (options: LockOptions) =>
      navigator.locks.request(OUTBOX, options, () => {
        isMine = true;
        resolve();
        return new Promise<never>(() => {});
      });
    take({ signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) })
      .catch(() => isMine || take({ steal: true }))
      // Taken from this window in its turn.
      .catch(() => {});
  });
}

interface Syncing {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Something waits and the app may be closed before it is sent: browsers that can (Chromium) wake the service worker for it when there is a network. */
export async function sendLater(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as Syncing | undefined;
    await registration?.sync?.register(OUTBOX);
  } catch {
    // Not allowed here: it is sent when the app is opened again.
  }
}
