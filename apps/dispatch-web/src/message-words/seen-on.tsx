import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';

/** How wide what a reader gets is shown, in CSS pixels. */
const WIDTHS = { phone: 390, desktop: 720 } as const;
type Device = keyof typeof WIDTHS;

/** What a preview is seen on: the choice, and the width that follows from it. */
export function useSeenOn() {
  const [device, setDevice] = useState<Device>('phone');
  const choice = (
    <SegmentedControl
      aria-label="Seen on"
      size="xs"
      data={[
        { value: 'phone', label: 'Phone' },
        { value: 'desktop', label: 'Desktop' },
      ]}
      value={device}
      onChange={(next) => setDevice(next as Device)}
    />
  );
  return { choice, width: WIDTHS[device] };
}
