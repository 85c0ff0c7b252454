import { registerSW } from 'virtual:pwa-register';
import { Button } from '@mantine/core';
import { externalStore, useStore } from '../live/external-store.ts';

const waiting = externalStore(false);
let takeNewVersion: (reload: boolean) => Promise<void> = async () => undefined;

/** Keeps the app on this device, so that it starts when its edge is gray. A new version waits until somebody asks for it. */
export function keepAppHere(): void {
  takeNewVersion = registerSW({ onNeedRefresh: () => waiting.write(true) });
}

export function NewVersion() {
  if (!useStore(waiting)) return null;
  return (
    <Button size="compact-xs" variant="light" onClick={() => void takeNewVersion(true)}>
      New version: load it
    </Button>
  );
}
