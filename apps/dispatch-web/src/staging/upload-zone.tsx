import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import styles from './upload-zone.module.css';
import { useUpload } from './use-upload.ts';

/** A place where a CSV file can be dropped, anywhere; `children` get the way to choose one by hand. */
export function UploadZone({ children }: { children: (chooseFile: () => void, uploading: boolean) => ReactNode }) {
  const upload = useUpload();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (file: File | undefined) => file && upload.mutate({ file, format: 'auto' });

  const carriesFile = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the button inside
    <div
      className={styles.zone}
      onDragOver={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv"
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          // The same file chosen again must count as a choice.
          event.currentTarget.value = '';
        }}
      />
      {children(() => input.current?.click(), upload.isPending)}
      {over && <div className={styles.over}>Let go to upload the file</div>}
    </div>
  );
}
