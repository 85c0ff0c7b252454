import type { CrewStop } from '@roundsman/api-contract';
import { isJobOutcome } from '@roundsman/delivery-rules';
import { duration, timeOfDay, timeSpan, weight } from '@roundsman/ui';
import { loadList } from '../day/load-list.ts';
import { navigationUrl } from '../day/navigate.ts';
import type { ShownItinerary } from '../day/show-itinerary.ts';
import { AttachmentList } from './attachment-list.tsx';
import { navigation } from './navigation.ts';
import { ACTIONS, OUTCOMES, SERVICE_LEVELS_IN_WORDS, STOPS } from './words.ts';

interface StopCardProps {
  itinerary: ShownItinerary;
  stop: CrewStop | null;
  /** Looked at by choice: then it is shown before the start too. */
  isChosen: boolean;
}

/** The one stop that matters now, as one card; before the first and after the last, the day itself. */
export function StopCard({ itinerary, stop, isChosen }: StopCardProps) {
  if (itinerary.state === 'dispatched' && !isChosen) return <BeforeStart itinerary={itinerary} />;
  if (!stop) return <AfterLast itinerary={itinerary} />;
  const { zone } = itinerary;
  return (
    <article className="stop-card">
      <p className="over">
        {stateWords(stop)}
        {stop.jobCode && ` · ${stop.jobCode}`}
      </p>
      <h1>{titleOf(stop)}</h1>
      {stop.job && <p className="contact-name">{stop.job.contactName}</p>}
      <Times stop={stop} zone={zone} />
      {stop.job && <Access job={stop.job} />}
      {stop.job && <Contents job={stop.job} />}
      {stop.job?.notes && <blockquote>{stop.job.notes}</blockquote>}
      <AttachmentList stop={stop} />
      {(stop.kind === 'pickup' || stop.kind === 'loading') && <p>{loadWords(itinerary, stop)}</p>}
      {stop.kind === 'break' && <p>{duration(staySeconds(stop))}</p>}
    </article>
  );
}

/** What a stop offers beside the next thing; it stands over the big button, where the thumb is. */
export function StopButtons({ stop }: { stop: CrewStop }) {
  if (stop.kind === 'break') return null;
  return (
    <div className="card-buttons">
      {stop.point && (
        <a
          className="button"
          href={navigationUrl(stop.point, titleOf(stop), navigator.userAgent)}
          target="_blank"
          rel="noreferrer"
        >
          Navigate
        </a>
      )}
      {stop.job?.phone && (
        <a className="button" href={`tel:${stop.job.phone.replaceAll(' ', '')}`}>
          Call
        </a>
      )}
      <button
        type="button"
        className="button wide"
        onClick={() => navigation.open({ name: 'trouble', stopId: stop.id })}
      >
        Something is wrong
      </button>
    </div>
  );
}

function BeforeStart({ itinerary }: { itinerary: ShownItinerary }) {
  const { zone, departure, progress, crew, stops } = itinerary;
  const lines = loadList(itinerary, null);
  const first = stops.find(({ kind }) => kind === 'job');
  const loadings = stops.filter(({ kind }) => kind === 'loading');
  return (
    <article className="stop-card">
      <p className="over">{itinerary.code}</p>
      <h1>
        {progress.of} stops, leave at {timeOfDay(new Date(departure), zone)}
      </h1>
      {itinerary.vehicleName && <p className="contact-name">{itinerary.vehicleName}</p>}
      <dl className="facts">
        <dt>Crew</dt>
        <dd>{crew.map(({ name }) => name).join(', ')}</dd>
        <dt>Back at</dt>
        <dd>{timeOfDay(new Date(itinerary.end), zone)}</dd>
        {first && (
          <>
            <dt>First stop</dt>
            <dd>{titleOf(first)}</dd>
          </>
        )}
        {loadings.length > 0 && (
          <>
            <dt>Loads again</dt>
            <dd>{loadings.map(({ arrival }) => timeOfDay(new Date(arrival), zone)).join(', ')}</dd>
          </>
        )}
      </dl>
      {lines.length > 0 && (
        <div className="card-buttons">
          <button type="button" className="button" onClick={() => navigation.open({ name: 'load', stopId: null })}>
            Check the load, {lines.filter(({ line }) => itinerary.loaded.has(line.id)).length} of {lines.length}
          </button>
        </div>
      )}
    </article>
  );
}

function AfterLast({ itinerary }: { itinerary: ShownItinerary }) {
  const { done, failed } = itinerary.progress;
  return (
    <article className="stop-card">
      <h1>{itinerary.state === 'finished' ? 'The tour is finished.' : 'All stops are done.'}</h1>
      <p>
        {done} completed{failed > 0 && `, ${failed} not as planned`}.
        {itinerary.state === 'finished' ? ' Thank you.' : ' Drive back and finish the tour.'}
      </p>
    </article>
  );
}

export function titleOf(stop: CrewStop): string {
  if (stop.kind === 'break') return 'Break';
  if (stop.kind === 'loading') return `Load at ${stop.label}`;
  return stop.job?.address.line ?? stop.label;
}

function stateWords(stop: CrewStop): string {
  if (stop.job && isJobOutcome(stop.job.state)) return OUTCOMES[stop.job.state];
  const kinds = {
    job: '',
    pickup: 'Pick up goods · ',
    loading: 'Next load · ',
    drop_off: 'Drop off goods · ',
    transfer: 'Hand over goods · ',
    break: '',
  };
  return `${kinds[stop.kind]}${STOPS[stop.state]}`;
}

function Times({ stop, zone }: { stop: CrewStop; zone: string }) {
  const told = stop.promise ?? stop.window;
  const arrival = stop.arrivedAt ?? stop.eta?.at ?? stop.arrival;
  return (
    <dl className="times">
      {told && (
        <div>
          <dt>{stop.promise ? 'Promised' : 'Window'}</dt>
          <dd>{timeSpan(new Date(told.from), new Date(told.to), zone)}</dd>
        </div>
      )}
      <div data-late={(stop.risk === 'late' && stop.doneAt === null) || undefined}>
        <dt>{stop.arrivedAt ? 'Arrived' : stop.eta ? 'Expected' : 'Planned'}</dt>
        <dd>{timeOfDay(new Date(arrival), zone)}</dd>
      </div>
      {(stop.job || stop.kind === 'loading') && (
        <div>
          <dt>{stop.job ? 'On site' : 'Loading'}</dt>
          <dd>{duration(stop.job?.serviceSeconds ?? staySeconds(stop))}</dd>
        </div>
      )}
    </dl>
  );
}

function Access({ job }: { job: NonNullable<CrewStop['job']> }) {
  const { floor, lift, parking, note } = job.address.access;
  const parts = [
    floor && `Floor ${floor}`,
    lift !== null && (lift ? 'lift' : 'no lift'),
    job.serviceLevel !== 'threshold' && SERVICE_LEVELS_IN_WORDS[job.serviceLevel],
    job.operatorsNeeded > 1 && `${job.operatorsNeeded} people`,
  ].filter((part) => typeof part === 'string');
  if (parts.length === 0 && !parking && !note) return null;
  return (
    <div className="access">
      {parts.length > 0 && <p>{parts.join(' · ')}</p>}
      {parking && <p>Parking: {parking}</p>}
      {note && <p>{note}</p>}
    </div>
  );
}

function Contents({ job }: { job: NonNullable<CrewStop['job']> }) {
  const grams = job.actions.reduce((total, { quantity, unitWeightGrams }) => total + quantity * unitWeightGrams, 0);
  return (
    <div>
      <ul className="lines">
        {job.actions.map(({ id, kind, quantity, description }) => (
          <li key={id}>
            <span>{quantity} ×</span>
            <span>
              {kind !== 'delivery' && <strong>{ACTIONS[kind]}: </strong>}
              {description}
            </span>
          </li>
        ))}
      </ul>
      {grams > 0 && <p className="quiet">{weight(grams)} in all</p>}
    </div>
  );
}

/** "12 pieces for 5 stops". */
export function loadWords(itinerary: ShownItinerary, stop: CrewStop): string {
  const lines = loadList(itinerary, stop);
  const pieces = lines.reduce((total, { line }) => total + line.quantity, 0);
  const stops = new Set(lines.map(({ forStop }) => forStop.id)).size;
  return `${pieces} ${pieces === 1 ? 'piece' : 'pieces'} for ${stops} ${stops === 1 ? 'stop' : 'stops'}`;
}

const staySeconds = (stop: CrewStop) => (Date.parse(stop.departure) - Date.parse(stop.serviceStart)) / 1000;
