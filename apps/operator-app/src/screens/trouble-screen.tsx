import type { CommandInput } from '@roundsman/client';
import { applyCommand, type CommandKind } from '@roundsman/delivery-rules';
import { StepScreen } from '../controls/step-screen.tsx';
import { crewDayOf } from '../day/crew-day-of.ts';
import { useDevice, useDeviceState, useItinerary, useRecord } from '../device/device-context.ts';
import { navigation } from './navigation.ts';
import { titleOf } from './stop-card.tsx';

/** Everything that is not the next thing: only what the rules allow at this stop is offered. */
export function TroubleScreen({ stopId }: { stopId: string }) {
  const device = useDevice();
  const { today, located } = useDeviceState();
  const itinerary = useItinerary();
  const { record, trouble } = useRecord();
  const stop = itinerary?.stops.find(({ id }) => id === stopId);
  if (!itinerary || !stop) return <StepScreen title="This stop is no longer on your tour.">{null}</StepScreen>;

  const day = crewDayOf(itinerary);
  const may = (kind: CommandKind, at: string | null = stopId) =>
    applyCommand(day, { kind, stopId: at, results: [], reason: 'any' }).outcome !== 'parked';
  const isOpen = stop.state === 'on_route' || stop.state === 'arrived' || stop.state === 'planned';
  const reasons = (today?.reasons ?? []).filter(
    ({ appliesTo }) => appliesTo.includes('incomplete') || appliesTo.includes('refused'),
  );
  const then = async (...inputs: CommandInput[]) => {
    if (await record(...inputs)) navigation.home();
  };
  const at = { itineraryId: itinerary.id, stopId, payload: {} } as const;

  return (
    <StepScreen title="Something is wrong" over={titleOf(stop)}>
      {trouble && (
        <p className="trouble" role="alert">
          {trouble}
        </p>
      )}
      {stop.job && isOpen && itinerary.state === 'started' && (
        <section>
          <h2>It cannot be done</h2>
          <ul className="rows">
            {reasons.map(({ code, words }) => (
              <Row key={code} onPress={() => navigation.open({ name: 'fail', stopId, reason: code })}>
                {words}
              </Row>
            ))}
            {reasons.length === 0 && (
              <Row onPress={() => navigation.open({ name: 'fail', stopId, reason: null })}>Not possible today</Row>
            )}
          </ul>
        </section>
      )}
      {stop.job && (
        <section>
          <h2>Tell the office</h2>
          <ul className="rows">
            {stop.state === 'arrived' && (
              <Row onPress={() => navigation.open({ name: 'completion', stopId })}>
                Something is damaged, missing or refused
              </Row>
            )}
            <Row onPress={() => navigation.open({ name: 'report', stopId })}>Report with words and photos</Row>
            <Row onPress={() => navigation.open({ name: 'chat', stopId })}>Write to the office</Row>
            {stop.state === 'arrived' && located.fix && (
              <Row
                onPress={() =>
                  then({
                    kind: 'correct_entrance',
                    itineraryId: itinerary.id,
                    stopId,
                    payload: { entrance: { lon: located.fix!.lon, lat: located.fix!.lat } },
                  })
                }
              >
                The entrance is where I stand now
              </Row>
            )}
          </ul>
        </section>
      )}
      <section>
        <h2>Change of plan</h2>
        <ul className="rows">
          {(stop.state === 'on_route' || stop.state === 'arrived') && (
            <Row onPress={() => then({ kind: 'step_back', ...at })}>Tapped by mistake, or I come back later</Row>
          )}
          {stop.state === 'done' && may('undo') && (
            <Row onPress={() => then({ kind: 'undo', ...at })}>Open this stop again and correct it</Row>
          )}
          {isOpen && stop.state !== 'arrived' && itinerary.state === 'started' && may('not_reached') && (
            <Row onPress={() => then({ kind: 'not_reached', ...at })}>I do not get there today</Row>
          )}
          {may('interrupt', null) && (
            <Row onPress={() => then({ kind: 'interrupt', itineraryId: itinerary.id, stopId: null, payload: {} })}>
              Breakdown: stop the tour
            </Row>
          )}
          <Row onPress={() => void device.refresh().then(navigation.home)}>Fetch the tour again</Row>
        </ul>
      </section>
    </StepScreen>
  );
}

function Row({ children, onPress }: { children: string; onPress: () => unknown }) {
  return (
    <li>
      <button type="button" onClick={onPress}>
        {children}
      </button>
    </li>
  );
}
