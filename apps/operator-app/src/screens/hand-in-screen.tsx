import { BigButton } from '../controls/big-button.tsx';
import { StepScreen } from '../controls/step-screen.tsx';
import { useItinerary, useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';

/** What came back: collected, refused, or of visits that were called off. One by one, or all at once. */
export function HandInScreen() {
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  if (!itinerary) return <StepScreen title="There is no tour any more.">{null}</StepScreen>;

  const { aboard } = itinerary;
  const things = aboard.reduce((sum, { quantity }) => sum + quantity, 0);
  const handIn = (payload: { actionId?: string }) =>
    record({ kind: 'drop_off', itineraryId: itinerary.id, stopId: null, payload });
  const finish = async () => {
    if (aboard.length === 0 || (await handIn({}))) navigation.home();
  };
  return (
    <StepScreen
      title={
        things === 0 ? 'Nothing is on board any more.' : `${things} ${things === 1 ? 'thing' : 'things'} to hand in`
      }
      over="At the depot"
      action={
        <>
          {trouble && (
            <p className="trouble" role="alert">
              {trouble}
            </p>
          )}
          <BigButton onPress={finish}>{aboard.length === 0 ? 'Back to the tour' : 'Everything is handed in'}</BigButton>
        </>
      }
    >
      <ul className="rows">
        {aboard.map(({ actionId, jobCode, description, quantity }) => (
          <li key={actionId}>
            <button type="button" onClick={() => void handIn({ actionId })}>
              <span className="tick" aria-hidden="true" />
              <span>
                {quantity} × {description}
                <small>{jobCode}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </StepScreen>
  );
}
