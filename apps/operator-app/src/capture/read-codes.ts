/** Not in TypeScript's DOM library yet (Shape Detection API). */
interface BarcodeDetectorLike {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: {
      new (options: { formats: string[] }): BarcodeDetectorLike;
      getSupportedFormats(): Promise<string[]>;
    };
  }
}

const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'itf', 'data_matrix', 'upc_a'];
const LOOK_EVERY_MILLISECONDS = 150;

/**
 * Reads codes from the back camera into `video` until `signal` aborts: the browser's own reader where there is one, else ZXing. Throws the
 * camera's DOMException when it may not or cannot be used.
 */
export async function readCodes(
  video: HTMLVideoElement,
  onCode: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 } },
  });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop, { once: true });
  video.srcObject = stream;
  await video.play();
  const detect = await openDetector();
  let last = { text: '', at: 0 };
  while (!signal.aborted) {
    for (const text of await detect(video)) {
      // A code held before the camera is one code, not ten a second.
      const now = performance.now();
      if (text !== last.text || now - last.at > 2_000) onCode(text);
      last = { text, at: now };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
  }
}

async function openDetector(): Promise<(video: HTMLVideoElement) => Promise<string[]>> {
  const supported = (await window.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (window.BarcodeDetector && supported.includes('qr_code')) {
    const detector = new window.BarcodeDetector({ formats: FORMATS.filter((format) => supported.includes(format)) });
    return async (video) => (await detector.detect(video).catch(() => [])).map(({ rawValue }) => rawValue);
  }
  const { BrowserMultiFormatReader } = await import('@zxing/browser');
  const reader = new BrowserMultiFormatReader();
  const canvas = document.createElement('canvas');
  return async (video) => {
    if (video.videoWidth === 0) return [];
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d', { willReadFrequently: true })!.drawImage(video, 0, 0);
    try {
      return [reader.decodeFromCanvas(canvas).getText()];
    } catch {
      // ZXing throws when it sees no code.
      return [];
    }
  };
}
