import { useRegisterSW } from 'virtual:pwa-register/react';

/** The new version waits until somebody asks for it; a half-filled stop survives the restart. */
export function UpdateNotice() {
  const {
    needRefresh: [isWaiting],
    updateServiceWorker,
  } = useRegisterSW();
  if (!isWaiting) return null;
  return (
    <p className="notice" role="status">
      There is a new version of this app.
      <button type="button" className="button" onClick={() => void updateServiceWorker(true)}>
        Restart
      </button>
    </p>
  );
}
