import { SandboxBand, useColorScheme } from '@roundsman/ui';
import type { Device } from './device/device.ts';
import { DeviceContext, useDeviceState } from './device/device-context.ts';
import { AttachmentScreen } from './screens/attachment-screen.tsx';
import { ChatScreen } from './screens/chat-screen.tsx';
import { CompletionScreen } from './screens/completion-screen.tsx';
import { DayScreen } from './screens/day-screen.tsx';
import { FailScreen } from './screens/fail-screen.tsx';
import { HandInScreen } from './screens/hand-in-screen.tsx';
import { LoadScreen } from './screens/load-screen.tsx';
import { useScreen } from './screens/navigation.ts';
import { OutboxScreen } from './screens/outbox-screen.tsx';
import { PairingScreen } from './screens/pairing-screen.tsx';
import { ReportScreen } from './screens/report-screen.tsx';
import { SettingsScreen } from './screens/settings-screen.tsx';
import { TroubleScreen } from './screens/trouble-screen.tsx';

export function App({ device }: { device: Device }) {
  return (
    <DeviceContext value={device}>
      <Screens />
    </DeviceContext>
  );
}

function Screens() {
  const { pairing, isRevoked } = useDeviceState();
  useColorScheme();
  if (!pairing || isRevoked) return <PairingScreen />;
  if (pairing.organisation.kind !== 'sandbox') return <PairedScreen />;
  return (
    <div className="in-sandbox">
      <SandboxBand>Sandbox: nothing here reaches a real person.</SandboxBand>
      <PairedScreen />
    </div>
  );
}

function PairedScreen() {
  const { screen } = useScreen();
  switch (screen.name) {
    case 'day':
      return <DayScreen />;
    case 'completion':
      return <CompletionScreen key={screen.stopId} stopId={screen.stopId} />;
    case 'load':
      return <LoadScreen stopId={screen.stopId} />;
    case 'hand_in':
      return <HandInScreen />;
    case 'trouble':
      return <TroubleScreen stopId={screen.stopId} />;
    case 'fail':
      return <FailScreen stopId={screen.stopId} reason={screen.reason} />;
    case 'report':
      return <ReportScreen stopId={screen.stopId} />;
    case 'chat':
      return <ChatScreen stopId={screen.stopId} />;
    case 'attachment':
      return <AttachmentScreen key={screen.fileId} {...screen} />;
    case 'outbox':
      return <OutboxScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
