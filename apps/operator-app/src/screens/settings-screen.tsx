import { ColorSchemeSwitch } from '@roundsman/ui';
import { useState } from 'react';
import { StepScreen } from '../controls/step-screen.tsx';
import { useDevice, useDeviceState } from '../device/device-context.ts';
import { navigation } from './navigation.ts';

export function SettingsScreen() {
  const device = useDevice();
  const { pairing, outbox, located } = useDeviceState();
  const [isSure, setSure] = useState(false);
  const unpair = async () => {
    await device.unpair();
    navigation.home();
  };
  return (
    <StepScreen title="This phone">
      <dl className="facts">
        <dt>Paired for</dt>
        <dd>{pairing?.operator.name}</dd>
        <dt>Company</dt>
        <dd>
          {pairing?.organisation.name}
          {pairing?.organisation.kind === 'sandbox' && ' (sandbox)'}
        </dd>
        <dt>Position</dt>
        <dd>{positionWords(located)}</dd>
      </dl>
      <ColorSchemeSwitch />
      <section className="danger">
        <h2>Sign this phone out</h2>
        {outbox.waiting > 0 ? (
          <p>{outbox.waiting} things wait to be sent. They have to be sent before this phone can be signed out.</p>
        ) : isSure ? (
          <>
            <p>You need a new code from the dispatcher to come back.</p>
            <button type="button" className="button" onClick={() => void unpair()}>
              Yes, sign out
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={() => setSure(true)}>
            Sign out
          </button>
        )}
      </section>
    </StepScreen>
  );
}

function positionWords({ fix, trouble }: ReturnType<typeof useDeviceState>['located']): string {
  if (trouble === 'denied')
    return 'Not allowed. Allow it in the browser’s settings, so that customers see when you come.';
  if (trouble === 'unavailable') return 'Not found right now.';
  return fix
    ? `Found, to ${Math.round(fix.accuracyMeters ?? 0)} m. Sent only while you work, never on a break.`
    : 'Starts with your tour.';
}
