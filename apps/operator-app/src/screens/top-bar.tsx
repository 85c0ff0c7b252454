import { type Connection, ConnectionState, duration } from '@roundsman/ui';
import type { ShownItinerary } from '../day/show-itinerary.ts';
import { unreadWords } from '../day/shown-words.ts';
import { useDeviceState } from '../device/device-context.ts';
import { navigation } from './navigation.ts';

interface TopBarProps {
  itinerary: ShownItinerary | null;
  panel?: 'now' | 'all';
  onShow?: (panel: 'now' | 'all') => void;
}

/** How far the day is, how the connection is, what waits to be sent. */
export function TopBar({ itinerary, panel, onShow }: TopBarProps) {
  const { line, outbox, today } = useDeviceState();
  // A line that still looks alive while nothing gets through is not called live.
  const isCut = outbox.trouble?.kind === 'unreachable' && outbox.waiting > 0;
  const state: Connection = line.kind === 'live' && isCut ? 'reconnecting' : line.kind;
  const heardAt = line.heardAt ?? today?.heardAt ?? null;
  return (
    <header className="top-bar">
      <div className="top-row">
        <button type="button" className="state-button" onClick={() => navigation.open({ name: 'outbox' })}>
          <ConnectionState
            state={state}
            lastHeardAt={heardAt === null ? null : new Date(heardAt)}
            waitingToSend={outbox.waiting}
          />
          {outbox.troubled.length > 0 && <span className="troubled-count">{outbox.troubled.length} to look at</span>}
        </button>
        {itinerary && <OfficeButton itineraryId={itinerary.id} />}
        <button
          type="button"
          className="icon-button"
          onClick={() => navigation.open({ name: 'settings' })}
          aria-label="This phone"
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="8" r="4" />
            <path d="M4 21c0-5 3-8 8-8s8 3 8 8" />
          </svg>
        </button>
      </div>
      {itinerary && <Progress itinerary={itinerary} />}
      {itinerary && panel && onShow && (
        <nav className="tabs" aria-label="Views">
          <button type="button" aria-pressed={panel === 'now'} onClick={() => onShow('now')}>
            Now
          </button>
          <button type="button" aria-pressed={panel === 'all'} onClick={() => onShow('all')}>
            All stops
          </button>
        </nav>
      )}
    </header>
  );
}

/** The way to the office's words, with how many nobody has read. */
function OfficeButton({ itineraryId }: { itineraryId: string }) {
  const unread = unreadWords(useDeviceState().chat, itineraryId).length;
  return (
    <button
      type="button"
      className="icon-button office-button"
      onClick={() => navigation.open({ name: 'chat', stopId: null })}
      aria-label={unread > 0 ? `The office, ${unread} unread` : 'The office'}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M4 5h16v11h-9l-5 4v-4H4z" />
      </svg>
      {unread > 0 && <span className="unread-count">{unread}</span>}
    </button>
  );
}

function Progress({ itinerary }: { itinerary: ShownItinerary }) {
  const { done, failed, of, delaySeconds } = itinerary.progress;
  const isLate = itinerary.state === 'started' && delaySeconds >= 60;
  return (
    <div className="progress">
      <p>
        <strong>
          {done + failed} of {of} stops
        </strong>
        <span className="quiet progress-vehicle">{itinerary.vehicleName ?? itinerary.code}</span>
        {isLate && <span className="quiet">{duration(delaySeconds)} behind</span>}
      </p>
      <progress value={done + failed} max={Math.max(1, of)} aria-label="Stops done" />
    </div>
  );
}
