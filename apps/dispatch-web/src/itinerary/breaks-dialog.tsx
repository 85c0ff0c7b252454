import { Button, CloseButton, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import type { Itinerary } from '@roundsman/api-contract';
import { itineraryEndpoints } from '@roundsman/client';
import { useState } from 'react';
import { ConfirmDialog } from '../dispatching/confirm-dialog.tsx';
import { notifyDone } from '../notices/notify.ts';
import { useVehicles } from '../queries/fleet.ts';
import { client } from '../session/client.ts';
import { type Break, type BreakDraft, draftOf, readBreak } from './break-draft.ts';
import styles from './itinerary-actions.module.css';
import { namesOf, reachWords } from './itinerary-words.ts';
import { PATIENCE, useItineraryChange } from './use-itinerary-change.ts';

const MOST_BREAKS = 4;
const LUNCH: BreakDraft = { earliest: '12:00', latest: '13:00', minutes: 30 };

/** Breaks for this day alone, or the vehicle's usual ones again. */
export function BreaksDialog({ itinerary, onClose }: { itinerary: Itinerary; onClose: () => void }) {
  const change = useItineraryChange(itinerary.serviceDate);
  const vehicle = useVehicles().get(itinerary.vehicleId ?? '');
  const name = vehicle?.name ?? itinerary.code;
  const before = itinerary.breaks;
  const [isOwn, setOwn] = useState(before !== null);
  const [drafts, setDrafts] = useState<readonly BreakDraft[]>(() => (before ?? vehicle?.breaks ?? []).map(draftOf));
  const read = drafts.map(readBreak);
  const values = read.flatMap((one) => ('value' in one ? one.value : []));
  const next: readonly Break[] | null = isOwn ? values : null;
  const isTold = itinerary.state !== 'draft' && itinerary.crew.length > 0;
  const edit = (at: number, part: Partial<BreakDraft>) =>
    setDrafts(drafts.map((draft, index) => (index === at ? { ...draft, ...part } : draft)));
  const send = async (breaks: readonly Break[] | null) => {
    const params = { itineraryId: itinerary.id };
    const after = await client.call(itineraryEndpoints.setBreaks, {
      params,
      body: { breaks: breaks && [...breaks] },
      ...PATIENCE,
    });
    change(after);
    return after;
  };

  return (
    <ConfirmDialog
      title={`Breaks of ${name} on this day`}
      confirm={isTold ? `Set them and tell ${namesOf(itinerary.crew.map((one) => one.name))}` : 'Set them'}
      disabled={values.length < (isOwn ? drafts.length : 0) || JSON.stringify(next) === JSON.stringify(before)}
      onConfirm={async () => {
        const { figures } = await send(next);
        const late = figures.lateStops;
        const detail = late === 0 ? 'Every stop keeps its window.' : `${late} of its stops are planned late now.`;
        notifyDone(`${name} has ${next ? 'breaks of its own' : 'its usual breaks again'}.`, () => send(before), detail);
      }}
      onClose={onClose}
    >
      <p>The stops behind a break move with it. {reachWords(itinerary)}</p>
      <SegmentedControl
        fullWidth
        aria-label="Which breaks"
        value={isOwn ? 'own' : 'usual'}
        onChange={(value) => setOwn(value === 'own')}
        data={[
          { value: 'usual', label: 'The vehicle’s usual ones' },
          { value: 'own', label: 'Its own on this day' },
        ]}
      />
      {isOwn && (
        <div className={styles.form}>
          {drafts.length === 0 && <p>No break at all.</p>}
          {drafts.map((draft, at) => {
            const one = read[at]!;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: breaks have no name but their place
              <div key={at} className={styles.break}>
                <TextInput
                  label="Begins from"
                  value={draft.earliest}
                  onChange={(event) => edit(at, { earliest: event.currentTarget.value })}
                />
                <TextInput
                  label="At the latest"
                  value={draft.latest}
                  onChange={(event) => edit(at, { latest: event.currentTarget.value })}
                />
                <NumberInput
                  label="Minutes"
                  min={1}
                  max={480}
                  allowDecimal={false}
                  value={draft.minutes}
                  onChange={(minutes) => edit(at, { minutes })}
                />
                <CloseButton
                  aria-label={`Without break ${at + 1}`}
                  onClick={() => setDrafts(drafts.filter((_, index) => index !== at))}
                />
                {'wrong' in one && (
                  <p className={styles.fault} role="alert">
                    {one.wrong}
                  </p>
                )}
              </div>
            );
          })}
          {drafts.length < MOST_BREAKS && (
            <div>
              <Button size="compact-sm" variant="default" onClick={() => setDrafts([...drafts, LUNCH])}>
                Another break
              </Button>
            </div>
          )}
        </div>
      )}
    </ConfirmDialog>
  );
}
