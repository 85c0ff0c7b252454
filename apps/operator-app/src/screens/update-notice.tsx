import { useSyncExternalStore } from 'react';
import { newVersion } from '../device/keep-app-here.ts';

/** The new version waits until somebody asks for it; a half-filled stop survives the restart. */
export function UpdateNotice() {
  if (!useSyncExternalStore(newVersion.subscribe, newVersion.isWaiting)) return null;
  return (
    <p className="notice" role="status">
      There is a new version of this app.
      <button type="button" className="button" onClick={newVersion.take}>
        Restart
      </button>
    </p>
  );
}
