import { BigButton } from '../controls/big-button.tsx';
import type { NextStep } from '../day/next-step.ts';
import type { ShownItinerary } from '../day/show-itinerary.ts';
import { useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';

interface NextButtonProps {
  itinerary: ShownItinerary;
  step: NextStep;
  onSkipBreak: (stopId: string) => void;
}

/** The one big button: always the next thing. */
export function NextButton({ itinerary, step, onSkipBreak }: NextButtonProps) {
  const { record, trouble } = useRecord();
  const day = { itineraryId: itinerary.id, stopId: null, payload: {} } as const;
  const duty = (change: 'clock_in' | 'clock_out' | 'break_start' | 'break_end') =>
    ({ kind: 'duty', itineraryId: itinerary.id, stopId: null, payload: { change } }) as const;
  const at = (stopId: string) => ({ itineraryId: itinerary.id, stopId, payload: {} }) as const;
  const button = () => {
    switch (step.kind) {
      case 'start':
        return (
          <BigButton onPress={() => record(duty('clock_in'), { kind: 'start', ...day })}>Start the tour</BigButton>
        );
      case 'resume':
        return <BigButton onPress={() => record({ kind: 'resume', ...day })}>Go on with the tour</BigButton>;
      case 'hand_in':
        return <BigButton onPress={() => navigation.open({ name: 'hand_in' })}>Hand in what is on board</BigButton>;
      case 'finish':
        return (
          <BigButton onPress={() => record({ kind: 'finish', ...day }, duty('clock_out'))}>Finish the tour</BigButton>
        );
      case 'on_my_way':
        return <BigButton onPress={() => record({ kind: 'on_my_way', ...at(step.stop.id) })}>On my way</BigButton>;
      case 'arrive':
        return <BigButton onPress={() => record({ kind: 'arrive', ...at(step.stop.id) })}>Arrived</BigButton>;
      case 'complete':
        return (
          <BigButton onPress={() => navigation.open({ name: 'completion', stopId: step.stop.id })}>Complete</BigButton>
        );
      case 'load':
        return (
          <BigButton onPress={() => navigation.open({ name: 'load', stopId: step.stop.id })}>Check the load</BigButton>
        );
      case 'drop_off':
        return (
          <BigButton onPress={() => record({ kind: 'complete', ...at(step.stop.id) })}>
            Everything is handed in
          </BigButton>
        );
      case 'start_break':
        return (
          <>
            <button type="button" className="button" onClick={() => onSkipBreak(step.stop.id)}>
              Later, drive on first
            </button>
            <BigButton onPress={() => record({ kind: 'arrive', ...at(step.stop.id) }, duty('break_start'))}>
              Start the break
            </BigButton>
          </>
        );
      case 'end_break':
        return (
          <BigButton onPress={() => record({ kind: 'complete', ...at(step.stop.id) }, duty('break_end'))}>
            End the break
          </BigButton>
        );
      case 'blocked':
        return <p className="blocked">{step.words}</p>;
      case 'over':
        return null;
    }
  };
  return (
    <>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {button()}
    </>
  );
}
