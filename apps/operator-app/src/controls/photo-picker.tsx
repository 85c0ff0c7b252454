import type { OutboxFile } from '@roundsman/client';
import { type ChangeEvent, useEffect, useMemo, useState } from 'react';
import { shrinkPhoto } from '../capture/shrink-photo.ts';
import { useDevice } from '../device/device-context.ts';

export const MOST_PHOTOS = 8;

interface PhotoPickerProps {
  photos: readonly OutboxFile[];
  onAdd: (photo: OutboxFile) => unknown;
  onRemove: (id: string) => void;
}

/** Photos by the phone's own camera, made small before they are kept. */
export function PhotoPicker({ photos, onAdd, onRemove }: PhotoPickerProps) {
  const device = useDevice();
  const [isWorking, setWorking] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    setWorking(true);
    setTrouble(null);
    try {
      for (const file of files.slice(0, MOST_PHOTOS - photos.length)) {
        await onAdd({ id: device.newId(), contentType: 'image/jpeg', bytes: await shrinkPhoto(file) });
      }
    } catch {
      setTrouble('That picture could not be read. Please take it again.');
    } finally {
      setWorking(false);
    }
  };

  return (
    <>
      <div className="photo-grid">
        {photos.map((photo, index) => (
          <div key={photo.id}>
            <Picture photo={photo} alt={`Photo ${index + 1}`} />
            <button type="button" onClick={() => onRemove(photo.id)} aria-label={`Remove photo ${index + 1}`}>
              ×
            </button>
          </div>
        ))}
        {photos.length < MOST_PHOTOS && (
          <label className="photo-add" aria-busy={isWorking}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M4 8h4l2-3h4l2 3h4v11H4Z" />
              <circle cx="12" cy="13" r="3.5" />
            </svg>
            <span>{isWorking ? 'One moment …' : photos.length === 0 ? 'Take a photo' : 'One more'}</span>
            <input
              type="file"
              accept="image/*"
              capture="environment"
              onChange={(event) => void take(event)}
              disabled={isWorking}
            />
          </label>
        )}
      </div>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}

function Picture({ photo, alt }: { photo: OutboxFile; alt: string }) {
  const url = useMemo(() => URL.createObjectURL(new Blob([photo.bytes], { type: photo.contentType })), [photo]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <img src={url} alt={alt} />;
}
