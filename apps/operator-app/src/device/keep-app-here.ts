import { registerSW } from 'virtual:pwa-register';

const listeners = new Set<() => void>();
let isWaiting = false;
let restart: (reload: boolean) => Promise<void> = async () => undefined;

/**
 * Keeps the app on this device, so that it starts when its edge is gray: from the first moment, whatever the screen shows, for nobody knows
 * which start is the last one with a network.
 */
export function keepAppHere(): void {
  restart = registerSW({
    onNeedRefresh: () => {
      isWaiting = true;
      for (const listener of listeners) listener();
    },
  });
}

/** A new version waits until somebody asks for it: `take` starts the app anew with it. */
export const newVersion = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWaiting: () => isWaiting,
  take: () => void restart(true),
};
