import { OUTBOX } from '../device/outbox-turn.ts';
import { sendWhatWaits } from './send-what-waits.ts';

/** Background Sync (WICG), which TypeScript's libraries do not have. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** Our part of the service worker; the rest keeps the app on the device and is generated. */
addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as SyncEvent;
  if (tag === OUTBOX) waitUntil.call(event, sendWhatWaits());
});
