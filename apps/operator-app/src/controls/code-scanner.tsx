import { useEffect, useRef, useState } from 'react';
import { readCodes } from '../capture/read-codes.ts';

interface CodeScannerProps {
  onCode: (text: string) => void;
  onClose: () => void;
  /** What happened with the last code, said over the picture. */
  feedback?: string | null;
}

/** The camera as a reader of codes. */
export function CodeScanner({ onCode, onClose, feedback }: CodeScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const [trouble, setTrouble] = useState<string | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    if (!navigator.mediaDevices) setTrouble('The camera works only over HTTPS. Type the code instead.');
    else
      readCodes(video.current!, (text) => latest.current(text), stop.signal).catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
        setTrouble(
          isDenied
            ? 'The camera is not allowed. Allow it in the browser’s settings, or type the code.'
            : 'The camera cannot be used. Type the code instead.',
        );
      });
    return () => stop.abort();
  }, []);

  return (
    <div className="scanner">
      {trouble ? <p role="alert">{trouble}</p> : <video ref={video} playsInline muted aria-label="Camera picture" />}
      <p className="scanner-feedback" role="status">
        {feedback}
      </p>
      <button type="button" className="button" onClick={onClose}>
        Close the camera
      </button>
    </div>
  );
}
