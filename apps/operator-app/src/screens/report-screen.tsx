import type { OutboxFile } from '@roundsman/client';
import type { ReportKind } from '@roundsman/delivery-rules';
import { useState } from 'react';
import { BigButton } from '../controls/big-button.tsx';
import { Choices } from '../controls/choices.tsx';
import { PhotoPicker } from '../controls/photo-picker.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import { useItinerary, useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';
import { titleOf } from './stop-card.tsx';
import { REPORT_CHOICES } from './words.ts';

/** Something the office should know; it changes nothing about the stop. */
export function ReportScreen({ stopId }: { stopId: string }) {
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  const [kind, setKind] = useState<ReportKind | null>(null);
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<readonly OutboxFile[]>([]);
  const stop = itinerary?.stops.find(({ id }) => id === stopId);
  if (!itinerary || !stop) return <StepScreen title="This stop is no longer on your tour.">{null}</StepScreen>;

  const send = async () => {
    if (!kind) return;
    const fileIds = photos.map(({ id }) => id);
    const payload = { reportKind: kind, words: words.trim(), fileIds };
    if (await record({ kind: 'report', itineraryId: itinerary.id, stopId, payload, files: photos })) navigation.home();
  };
  return (
    <StepScreen
      title="Report"
      over={titleOf(stop)}
      action={
        <BigButton onPress={send} disabled={!kind || words.trim() === ''}>
          Send to the office
        </BigButton>
      }
    >
      <Choices legend="What is it about?" choices={REPORT_CHOICES} value={kind} onChoose={setKind} />
      <label htmlFor="report-words">In your words</label>
      <textarea
        id="report-words"
        rows={4}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <PhotoPicker
        photos={photos}
        onAdd={(photo) => setPhotos((before) => [...before, photo])}
        onRemove={(id) => setPhotos((before) => before.filter((photo) => photo.id !== id))}
      />
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </StepScreen>
  );
}
