import type { CrewStop } from '@roundsman/api-contract';
import { Empty, Loading } from '@roundsman/ui';
import { useEffect, useRef, useState } from 'react';
import { currentStop, nextStep } from '../day/next-step.ts';
import { unreadWords } from '../day/shown-words.ts';
import { useDevice, useDeviceState, useItinerary } from '../device/device-context.ts';
import { DayList } from './day-list.tsx';
import { navigation } from './navigation.ts';
import { NextButton } from './next-button.tsx';
import { StopButtons, StopCard } from './stop-card.tsx';
import { TopBar } from './top-bar.tsx';
import { UpdateNotice } from './update-notice.tsx';
import { useAcknowledge } from './use-acknowledge.ts';

type Panel = 'now' | 'all';

/** Today: what is next, and by a swipe the whole list. */
export function DayScreen() {
  const device = useDevice();
  const { chat, isChanged, line, located, today } = useDeviceState();
  const itinerary = useItinerary();
  const [skippedBreaks, setSkippedBreaks] = useState<ReadonlySet<string>>(new Set());
  const [selectedId, setSelectedId] = useState<string | null>(null);
  useAcknowledge(itinerary, !isChanged);
  const panels = useRef<HTMLDivElement>(null);
  const [panel, setPanel] = useState<Panel>('now');

  const show = (next: Panel) => {
    const box = panels.current;
    box?.scrollTo({ left: next === 'now' ? 0 : box.scrollWidth, behavior: 'smooth' });
  };
  const current = itinerary && currentStop(itinerary, skippedBreaks);
  const selected = itinerary?.stops.find(({ id }) => id === selectedId) ?? null;
  const stop = selected ?? current;
  // What was chosen to look at gives way as soon as the work goes on.
  const progressMark = `${itinerary?.state} ${current?.id} ${current?.state}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark is the trigger
  useEffect(() => setSelectedId(null), [progressMark]);

  if (!itinerary) {
    return (
      <div className="screen">
        <TopBar itinerary={null} />
        <div className="notices">
          <UpdateNotice />
        </div>
        <main className="panel">
          {today && <Empty title="Nothing for you today.">When the office gives you a tour, it appears here.</Empty>}
          {!today && line.kind === 'offline' && (
            <Empty title="No network, and no tour yet.">It comes as soon as there is a network.</Empty>
          )}
          {!today && line.kind !== 'offline' && <Loading label="Fetching your tour" />}
          <button type="button" className="button" onClick={() => void device.refresh()}>
            Look again
          </button>
        </main>
      </div>
    );
  }
  const step = nextStep(itinerary, stop);
  const told = unreadWords(chat, itinerary.id).at(-1);
  // Before the start no stop is the current one.
  const hasBegun = itinerary.state !== 'dispatched';
  const isChosen = selected !== null && (!hasBegun || selected.id !== current?.id);
  const choose = (chosen: CrewStop) => {
    setSelectedId(hasBegun && chosen.id === current?.id ? null : chosen.id);
    show('now');
  };
  return (
    <div className="screen">
      <TopBar itinerary={itinerary} panel={panel} onShow={show} />
      <div className="notices">
        <UpdateNotice />
        {isChanged && (
          <p className="notice" role="status">
            The office changed your tour.
            <button
              type="button"
              className="button"
              onClick={() => {
                device.seeChange();
                show('all');
              }}
            >
              Show
            </button>
          </p>
        )}
        {told && (
          <p className="notice" role="status">
            <span className="told">
              {told.name ?? 'The office'}: {told.words}
            </span>
            <button type="button" className="button" onClick={() => navigation.open({ name: 'chat', stopId: null })}>
              Read
            </button>
          </p>
        )}
        {located.trouble === 'denied' && itinerary.state === 'started' && (
          <p className="notice" role="status">
            Your position is not allowed: customers cannot see when you come.
          </p>
        )}
      </div>
      <div
        className="panels"
        ref={panels}
        onScroll={({ currentTarget: box }) => setPanel(box.scrollLeft > box.clientWidth / 2 ? 'all' : 'now')}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
        <main className="panel" aria-label="Now" tabIndex={0}>
          {isChosen && (
            <button type="button" className="button" onClick={() => setSelectedId(null)}>
              {hasBegun ? 'Back to the current stop' : 'Back to the start'}
            </button>
          )}
          <StopCard itinerary={itinerary} stop={stop} isChosen={isChosen} />
        </main>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
        <section className="panel" aria-label="All stops" tabIndex={0}>
          <DayList itinerary={itinerary} current={current} onChoose={choose} />
        </section>
      </div>
      <footer className="action-bar">
        {stop && itinerary.state !== 'dispatched' && <StopButtons stop={stop} />}
        <NextButton
          itinerary={itinerary}
          step={step}
          onSkipBreak={(id) => setSkippedBreaks((before) => new Set([...before, id]))}
        />
      </footer>
    </div>
  );
}
