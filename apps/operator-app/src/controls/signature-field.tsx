import { useEffect, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';

/** Ink on white paper, whatever the colours of the app; answers a PNG when the pen is lifted, null when wiped. */
export function SignatureField({ onSign }: { onSign: (image: Blob | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(null);
  const latest = useRef(onSign);
  latest.current = onSign;
  const [isEmpty, setEmpty] = useState(true);

  useEffect(() => {
    const element = canvas.current!;
    const made = new SignaturePad(element, {
      penColor: '#0d1014',
      backgroundColor: '#ffffff',
      minWidth: 1,
      maxWidth: 3,
    });
    pad.current = made;
    const fit = () => {
      const ratio = Math.max(1, devicePixelRatio);
      const strokes = made.toData();
      element.width = element.offsetWidth * ratio;
      element.height = element.offsetHeight * ratio;
      element.getContext('2d')!.scale(ratio, ratio);
      made.clear();
      made.fromData(strokes);
    };
    const resized = new ResizeObserver(fit);
    resized.observe(element);
    made.addEventListener('endStroke', () => {
      setEmpty(false);
      element.toBlob((image) => latest.current(image), 'image/png');
    });
    return () => {
      resized.disconnect();
      made.off();
    };
  }, []);

  const wipe = () => {
    pad.current?.clear();
    setEmpty(true);
    onSign(null);
  };
  return (
    <div className="signature-field">
      <canvas ref={canvas} role="img" aria-label="Sign here with a finger" />
      {isEmpty && <span aria-hidden="true">Sign here</span>}
      <button type="button" className="button" onClick={wipe} disabled={isEmpty}>
        Wipe
      </button>
    </div>
  );
}
