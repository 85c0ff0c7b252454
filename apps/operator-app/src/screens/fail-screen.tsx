import type { OutboxFile } from '@roundsman/client';
import { useState } from 'react';
import { BigButton } from '../controls/big-button.tsx';
import { PhotoPicker } from '../controls/photo-picker.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import { useDeviceState, useItinerary, useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';
import { titleOf } from './stop-card.tsx';

/** A visit that did not happen: the reason, words and photos, and one button that says so. */
export function FailScreen({ stopId, reason }: { stopId: string; reason: string | null }) {
  const { today } = useDeviceState();
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  const [words, setWords] = useState('');
  const [photos, setPhotos] = useState<readonly OutboxFile[]>([]);
  const stop = itinerary?.stops.find(({ id }) => id === stopId);
  if (!itinerary || !stop) return <StepScreen title="This stop is no longer on your tour.">{null}</StepScreen>;

  const chosen = today?.reasons.find(({ code }) => code === reason);
  const isMissingPhoto = chosen?.needsPhoto === true && photos.length === 0;
  const isMissingWords = !chosen && words.trim() === '';
  const settle = async () => {
    const at = { itineraryId: itinerary.id, stopId } as const;
    const isKept = await record(
      ...photos.map((photo) => ({
        kind: 'proof' as const,
        ...at,
        payload: { proofKind: 'photo' as const, fileId: photo.id },
        files: [photo],
      })),
      { kind: 'fail', ...at, payload: { reason: reason ?? 'other', words: words.trim() } },
    );
    if (isKept) navigation.home();
  };
  return (
    <StepScreen
      title={chosen?.words ?? 'Not possible today'}
      over={titleOf(stop)}
      action={
        <BigButton onPress={settle} disabled={isMissingPhoto || isMissingWords}>
          Record: not done
        </BigButton>
      }
    >
      {isMissingPhoto && <p className="notice">Take at least one photo: it is needed for this reason.</p>}
      <PhotoPicker
        photos={photos}
        onAdd={(photo) => setPhotos((before) => [...before, photo])}
        onRemove={(id) => setPhotos((before) => before.filter((photo) => photo.id !== id))}
      />
      <label htmlFor="fail-words">{chosen ? 'Words for the office (optional)' : 'What is the matter?'}</label>
      <textarea
        id="fail-words"
        rows={3}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </StepScreen>
  );
}
