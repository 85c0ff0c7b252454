import { useState } from 'react';
import { BigButton } from '../controls/big-button.tsx';
import { CodeScanner } from '../controls/code-scanner.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import { type LoadLine, loadList } from '../day/load-list.ts';
import { useItinerary, useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';
import { titleOf } from './stop-card.tsx';

/** What has to be on board, ticked by scanning or by hand; the last stop's goods first, since they go in first. */
export function LoadScreen({ stopId }: { stopId: string | null }) {
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  const [isScanning, setScanning] = useState(false);
  const [feedback, setFeedback] = useState<string | null>(null);
  const stop = itinerary?.stops.find(({ id }) => id === stopId) ?? null;
  if (!itinerary) return <StepScreen title="There is no tour any more.">{null}</StepScreen>;

  const lines = loadList(itinerary, stop);
  const open = lines.filter(({ line }) => !itinerary.loaded.has(line.id));
  const load = ({ line }: LoadLine) => {
    const payload = { actionId: line.id, ...(line.barcode !== null && { barcode: line.barcode }) };
    return record({ kind: 'load', itineraryId: itinerary.id, stopId, payload });
  };
  const scan = (text: string) => {
    const found = lines.find(({ line }) => line.barcode === text);
    if (!found) return setFeedback(`${text} is not on this list.`);
    setFeedback(`✓ ${found.line.description}`);
    if (open.includes(found)) void load(found);
  };
  const leave = async () => {
    if (!stop || (await record({ kind: 'complete', itineraryId: itinerary.id, stopId: stop.id, payload: {} })))
      navigation.home();
  };
  return (
    <StepScreen
      title={
        open.length === 0 ? 'Everything is on board.' : `${lines.length - open.length} of ${lines.length} on board`
      }
      over={stop ? titleOf(stop) : 'Before the start'}
      action={
        <>
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          {open.length > 0 && <p className="blocked">{open.length} not on board yet.</p>}
          <BigButton onPress={leave}>
            {open.length === 0 ? 'Done' : stop ? 'Leave without them' : 'Back to the tour'}
          </BigButton>
        </>
      }
    >
      {isScanning ? (
        <CodeScanner onCode={scan} onClose={() => setScanning(false)} feedback={feedback} />
      ) : (
        <button type="button" className="button" onClick={() => setScanning(true)}>
          Scan
        </button>
      )}
      <ul className="rows">
        {lines.map((entry) => {
          const isLoaded = itinerary.loaded.has(entry.line.id);
          return (
            <li key={entry.line.id}>
              <button type="button" onClick={() => void load(entry)} disabled={isLoaded} aria-pressed={isLoaded}>
                <span className="tick" aria-hidden="true">
                  {isLoaded ? '✓' : ''}
                </span>
                <span>
                  {entry.line.quantity} × {entry.line.description}
                  <small>{titleOf(entry.forStop)}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </StepScreen>
  );
}
