import { UnreachableError } from '@roundsman/client';
import { Loading } from '@roundsman/ui';
import { useEffect, useState } from 'react';
import { StepScreen } from '../controls/step-screen.tsx';
import { useDevice, useItinerary } from '../device/device-context.ts';
import { attachmentName } from './attachment-list.tsx';
import { titleOf } from './stop-card.tsx';

type Shown = { kind: 'opening' } | { kind: 'here'; url: string } | { kind: 'failed'; error: unknown };

/** One of them: a picture at once, a paper by the phone's own reader. */
export function AttachmentScreen({ stopId, fileId }: { stopId: string; fileId: string }) {
  const device = useDevice();
  const stop = useItinerary()?.stops.find(({ id }) => id === stopId);
  const attachment = stop?.job?.attachments.find((one) => one.fileId === fileId);
  const [shown, setShown] = useState<Shown>({ kind: 'opening' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is the trigger
  useEffect(() => {
    let url: string | null = null;
    let isGone = false;
    setShown({ kind: 'opening' });
    device.openAttachment(fileId).then(
      (blob) => {
        if (isGone) return;
        url = URL.createObjectURL(blob);
        setShown({ kind: 'here', url });
      },
      (error: unknown) => !isGone && setShown({ kind: 'failed', error }),
    );
    return () => {
      isGone = true;
      if (url) URL.revokeObjectURL(url);
    };
  }, [device, fileId, tries]);

  if (!stop || !attachment) return <StepScreen title="The office took this off your tour.">{null}</StepScreen>;
  return (
    <StepScreen title={attachmentName(attachment)} over={titleOf(stop)}>
      {shown.kind === 'opening' && <Loading label="Opening it" />}
      {shown.kind === 'here' && attachment.contentType.startsWith('image/') && (
        <img className="attachment" src={shown.url} alt={attachmentName(attachment)} />
      )}
      {shown.kind === 'here' && !attachment.contentType.startsWith('image/') && (
        <a className="button" href={shown.url} target="_blank" rel="noreferrer" download={attachmentName(attachment)}>
          Open the paper
        </a>
      )}
      {shown.kind === 'failed' && (
        <>
          <p className="trouble" role="alert">
            {shown.error instanceof UnreachableError
              ? 'No network, and it is not on this phone yet. It comes as soon as there is one.'
              : 'The office’s file could not be opened.'}
          </p>
          <button type="button" className="button" onClick={() => setTries(tries + 1)}>
            Try again
          </button>
        </>
      )}
    </StepScreen>
  );
}
