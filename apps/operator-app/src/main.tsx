import '@roundsman/ui/base.css';
import './crew.css';
import './screens/day.css';
import './screens/flow.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openDevice } from './device/device.ts';
import { keepAppHere } from './device/keep-app-here.ts';
import { becomeOnlyWindow } from './device/only-window.ts';
import { Notice } from './screens/notice.tsx';

keepAppHere();
const root = createRoot(document.getElementById('app')!);

async function open(): Promise<void> {
  if (!(await becomeOnlyWindow(() => location.reload()))) {
    root.render(
      <Notice title="The app is open in another window.">
        Only one window at a time may record. Close the other one and this one goes on by itself.
      </Notice>,
    );
    return;
  }
  // Without this a browser short of space may clear what waits to be sent.
  void navigator.storage?.persist?.();
  const device = await openDevice();
  root.render(<App device={device} />);
}

open().catch((error: unknown) => {
  root.render(
    <Notice title="This phone cannot keep anything.">
      The app needs storage to work without a network, and this browser does not give it: a private window, or no space
      left.
      <small>{String(error)}</small>
    </Notice>,
  );
});
