import { Button } from '@mantine/core';
import type { Itinerary } from '@roundsman/api-contract';
import { useState } from 'react';
import { useOrganisation } from '../session/organisation-context.ts';
import { BreaksDialog } from './breaks-dialog.tsx';
import { CrewDialog } from './crew-dialog.tsx';
import styles from './itinerary-actions.module.css';
import { possibleChanges } from './itinerary-changes.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { ReverseDialog } from './reverse-dialog.tsx';

type AskedChange = 'crew' | 'breaks' | 'reverse' | 'remove';

const names: Record<AskedChange, string> = {
  crew: 'Change the crew …',
  breaks: 'Breaks …',
  reverse: 'Turn round …',
  remove: 'Take off the day …',
};
const dialogs = { crew: CrewDialog, breaks: BreaksDialog, reverse: ReverseDialog, remove: RemoveDialog };

/** What the desk may change of a vehicle's day. Each says whom it reaches before it is done. */
export function ItineraryActions({ itinerary }: { itinerary: Itinerary }) {
  const { can } = useOrganisation();
  const [asked, setAsked] = useState<AskedChange | null>(null);
  if (!can('itineraries:write')) return null;
  const possible = possibleChanges(itinerary);
  const offered = (Object.keys(names) as AskedChange[]).filter((change) => possible[change]);
  const Dialog = asked === null ? null : dialogs[asked];
  if (offered.length === 0 && Dialog === null) return null;
  return (
    <div className={styles.actions}>
      {offered.map((change) => (
        <Button key={change} size="compact-sm" variant="default" onClick={() => setAsked(change)}>
          {names[change]}
        </Button>
      ))}
      {Dialog && <Dialog itinerary={itinerary} onClose={() => setAsked(null)} />}
    </div>
  );
}
